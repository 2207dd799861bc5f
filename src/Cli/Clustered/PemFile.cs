using System.CommandLine;

namespace Orchestrator.Cli.Clustered;

/// <summary>Files of certificates and keys.</summary>
internal static class PemFile
{
    /// <summary>The absolute path of the file that an option names; null when it names none.</summary>
    /// <exception cref="UserError">There is no such file.</exception>
    public static string? Existing(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is not { } path ? null
        : File.Exists(path) ? Path.GetFullPath(path)
        : throw new UserError($"{option.Name} names the file {path}, which is not there.");
}
