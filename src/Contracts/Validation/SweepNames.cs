using System.Text.RegularExpressions;

namespace Orchestrator.Contracts.Validation;

/// <summary>Names of sweeps: they become ids, folders and file names.</summary>
public static partial class SweepNames
{
    /// <summary>What a name is, for messages.</summary>
    public const string Rule = "a name is lower-case letters, digits and dashes, begins with a letter, and has at most 64 characters";

    /// <summary>Whether a text is a name.</summary>
    public static bool IsValid(string name) => Slug().IsMatch(name);

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,63}\z")]
    private static partial Regex Slug();
}
