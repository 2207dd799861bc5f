using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;

namespace Orchestrator.Coordinator.Api.Access;

/// <summary>Which tokens open the API. Only their digests are kept.</summary>
internal sealed class TokenAuthenticationOptions : AuthenticationSchemeOptions
{
    private byte[]? full, reading;

    /// <summary>Whether callers present a token; otherwise only this machine's are served.</summary>
    public bool WantsToken => full is not null;

    /// <summary>Sets the tokens.</summary>
    /// <param name="token">Opens everything; null = only loopback is served.</param>
    /// <param name="readToken">Opens what only reads; null = there is none.</param>
    public void Accept(string? token, string? readToken) => (full, reading) = (Digest(token), Digest(readToken));

    /// <summary>What a presented token opens, in the words of <see cref="AccessPolicies.Claim"/>; null = nothing.</summary>
    public string? AccessOf(string presented)
    {
        var digest = Digest(presented);
        return Equal(digest, full) ? AccessPolicies.Full : Equal(digest, reading) ? AccessPolicies.Read : null;
    }

    // Digests are of one length, so that the comparison's time tells nothing, not even the token's length.
    private static bool Equal(byte[]? presented, byte[]? expected) =>
        expected is not null && CryptographicOperations.FixedTimeEquals(presented, expected);

    private static byte[]? Digest(string? text) => text is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
