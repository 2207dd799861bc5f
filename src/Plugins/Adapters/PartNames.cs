using Orchestrator.Contracts.Validation;

namespace Orchestrator.Plugins.Adapters;

/// <summary>Names of what plug-ins offer: sweep files hold them without quotes, and tables in a column.</summary>
internal static class PartNames
{
    /// <summary>The name itself.</summary>
    /// <exception cref="UserError">It is none.</exception>
    public static string Checked(string name) =>
        name is { Length: > 0 and <= 64 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? name
            : throw new UserError($"'{name}' is no name: a plug-in's parts are called by 1 to 64 letters, digits, '-', '_' and '.'.");
}
