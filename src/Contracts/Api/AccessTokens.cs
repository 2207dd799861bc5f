using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Contracts.Api;

/// <summary>The tokens that open a coordinator. Only their digests are kept.</summary>
/// <param name="token">Opens everything; null = only this machine is served, without a token.</param>
/// <param name="readToken">Opens what only reads; null = there is none.</param>
public sealed class AccessTokens(string? token, string? readToken)
{
    /// <summary>What a token opens: everything.</summary>
    public const string Full = "full";

    /// <summary>What a token opens: what only reads.</summary>
    public const string Read = "read";

    private readonly byte[]? full = Digest(token), reading = Digest(readToken);

    /// <summary>No token: only this machine is served.</summary>
    public static AccessTokens None { get; } = new(null, null);

    /// <summary>Whether callers present a token; otherwise only this machine's are served.</summary>
    public bool AreWanted => full is not null;

    /// <summary>What a presented token opens, <see cref="Full"/> or <see cref="Read"/>; null = nothing.</summary>
    public string? AccessOf(string presented)
    {
        var digest = Digest(presented);
        return Equal(digest, full) ? Full : Equal(digest, reading) ? Read : null;
    }

    /// <summary>A key that whoever has the same token derives for the same purpose, and nobody else; null when there is no such
    /// token.</summary>
    /// <param name="access">Of which token: <see cref="Full"/> or <see cref="Read"/>.</param>
    /// <param name="purpose">What it is for. Keys of other purposes tell nothing of this one.</param>
    public byte[]? KeyOf(string access, string purpose) =>
        (access == Full ? full : access == Read ? reading : null) is { } digest
            ? HMACSHA256.HashData(digest, Encoding.UTF8.GetBytes(purpose)) : null;

    // Digests are of one length, so that the comparison's time tells nothing, not even the token's length.
    private static bool Equal(byte[]? presented, byte[]? expected) =>
        expected is not null && CryptographicOperations.FixedTimeEquals(presented, expected);

    private static byte[]? Digest(string? text) => text is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
