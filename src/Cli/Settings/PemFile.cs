using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Contracts.Validation;
using Orchestrator.Storage.Certificates;

namespace Orchestrator.Cli.Settings;

/// <summary>Files of certificates and keys.</summary>
internal static class PemFile
{
    /// <summary>The absolute path of the file that an option names; null when it names none.</summary>
    /// <exception cref="UserError">There is no such file.</exception>
    public static string? Existing(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is not { } path ? null
        : File.Exists(path) ? Path.GetFullPath(path)
        : throw new UserError($"{option.Name} names the file {path}, which is not there.");

    /// <summary>The authorities of a file.</summary>
    /// <exception cref="UserError">It cannot be read, or holds none: nobody would be trusted.</exception>
    public static X509Certificate2Collection Authorities(string path)
    {
        try
        {
            var trusted = PrivateTrust.Read(path);
            return trusted.Count > 0 ? trusted : throw new UserError($"The authority's file {path} holds no certificate.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UserError($"The authority's file {path} cannot be read: {e.Message}");
        }
    }
}
