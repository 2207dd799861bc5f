using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Contracts.Artifacts;

/// <summary>Names content: SHA-256 as 64 lower-case hexadecimal digits.</summary>
public static class ContentHash
{
    private const int Digits = 64;

    /// <summary>Whether a text has the form of a hash. What has it is also safe as a file's name.</summary>
    public static bool IsValid(string text) => text.Length == Digits && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The hash of what a stream still holds.</summary>
    public static async Task<string> OfAsync(Stream content, CancellationToken cancellationToken = default) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc cref="OfAsync" />
    public static string Of(Stream content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The hash of a text, in UTF-8.</summary>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The hash as HTTP's <c>Content-Digest</c> carries it (RFC 9530).</summary>
    public static string ToDigest(string hash) => $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(hash))}:";

    /// <summary>Reads <see cref="ToDigest"/>; null when there is no SHA-256 in it.</summary>
    public static string? FromDigest(string? header)
    {
        if (header is not ['s', 'h', 'a', '-', '2', '5', '6', '=', ':', .. var coded, ':'])
        {
            return null;
        }

        var bytes = new byte[SHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(coded, bytes, out var length) && length == bytes.Length ? Convert.ToHexStringLower(bytes) : null;
    }
}
