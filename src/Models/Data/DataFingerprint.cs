using System.Security.Cryptography;
using System.Text;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Files;

namespace Orchestrator.Models.Data;

/// <summary>Names a data set by its content, so that a resumed sweep notices when the file has changed under it.</summary>
public static class DataFingerprint
{
    /// <summary>
    /// SHA-256, 64 lower-case hexadecimal digits, over the format, the key and the bytes of every file that the format reads. Paths do
    /// not enter: a moved file is the same data. A gzipped file differs from its plain form. Where the definition knows its files' hashes,
    /// those stand for the files, which are not read.
    /// </summary>
    /// <param name="definition">The data set.</param>
    /// <param name="hashes">Remembers hashes of files; null = every file is read.</param>
    /// <param name="anew">Whether every file is read all the same, and its hash remembered.</param>
    /// <exception cref="DataFormatException">The format is unknown or a file is absent.</exception>
    public static string Of(DataDefinition definition, FileHashes? hashes = null, bool anew = false)
    {
        using var total = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(definition.Format);
        Append(definition.Key is null ? "no key" : "key " + definition.Key);
        if (definition.Groups is { } groups)
        {
            Append("groups " + groups.Column);
        }

        if (definition.Test is { } test)
        {
            Append("test " + (test.Key ?? definition.Key));
        }

        if (definition.Files is { } known)
        {
            foreach (var file in known)
            {
                total.AppendData(Convert.FromHexString(file.Sha256));
            }

            return Convert.ToHexStringLower(total.GetHashAndReset());
        }

        foreach (var path in DataSetFormats.Files(definition))
        {
            using var file = DataSource.OpenRaw(path);
            // a hash of each file: bytes cannot move between neighbours unnoticed
            total.AppendData(hashes is null ? SHA256.HashData(file) : Convert.FromHexString(hashes.Of(path, anew)));
        }

        return Convert.ToHexStringLower(total.GetHashAndReset());

        void Append(string text) => total.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
