using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Coordinator.Api;

/// <summary>Where and how the HTTP API listens.</summary>
/// <param name="Address">An IP address of this machine, or <c>0.0.0.0</c> / <c>::</c> for all of them.</param>
/// <param name="Port">0 to 65535; 0 = any free one.</param>
/// <param name="Token">What clients present, at least <see cref="ShortestToken"/> characters of visible ASCII; null = none.</param>
/// <param name="Certificate">PEM file of the server's certificate chain; null = plain HTTP.</param>
/// <param name="Key">PEM file of its private key; null = it is in <paramref name="Certificate"/>.</param>
/// <param name="Insecure">Whether the user accepts plain HTTP off loopback, say behind a proxy that ends TLS.</param>
/// <param name="ReadToken">A second token that opens what only reads; null = none.</param>
public sealed record WebOptions(
    string Address = "127.0.0.1", int Port = WebOptions.DefaultPort, string? Token = null, string? Certificate = null, string? Key = null,
        bool Insecure = false,
    string? ReadToken = null)
{
    /// <summary>Where clients look when they are told nothing.</summary>
    public const int DefaultPort = 7070;

    /// <summary>Shorter ones can be guessed.</summary>
    public const int ShortestToken = 16;

    /// <summary>Where it answers as others may call it: the machine's name stands for all of its addresses. Null = any free port was asked
    /// for.</summary>
    public Uri? Reachable => Port == 0 ? null : new UriBuilder(Certificate is null ? "http" : "https", Host(Address), Port).Uri;

    /// <summary>Why certificate and key cannot be used, a sentence; null = they can, or there are none.</summary>
    public string? CertificateProblem()
    {
        if (Certificate is not { } path)
        {
            return null;
        }

        try
        {
            using var usable = X509Certificate2.CreateFromPemFile(path, Key);
            return usable.NotAfter < DateTime.Now ? $"The certificate {path} has expired on {usable.NotAfter:yyyy-MM-dd}." : null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            var with = Key is null ? ", and no --key names its private key" : $" with the key {Key}";
            return $"The certificate {path} cannot be used{with}: {e.Message}";
        }
    }

    /// <summary>What stands against listening this way, each a sentence with its cure; empty when nothing does.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (!IPAddress.TryParse(Address, out var address))
        {
            problems.Add($"'{Address}' is no IP address.");
        }

        if (Port is < 0 or > IPEndPoint.MaxPort)
        {
            problems.Add($"Port {Port} is not in 0 .. {IPEndPoint.MaxPort}.");
        }

        if (!IsToken(Token) || !IsToken(ReadToken))
        {
            problems.Add($"A token has at least {ShortestToken} letters, digits or signs; 'openssl rand -hex 32' makes one.");
        }

        if (ReadToken is not null && (Token is null || ReadToken == Token))
        {
            problems.Add(
                "A token for reading alone takes another one for everything: put that into ORCHESTRATOR_TOKEN, or name its file with "
                    + "--token-file.");
        }

        if (Key is not null && Certificate is null)
        {
            problems.Add("A key (--key) is of no use without its certificate (--certificate).");
        }

        if (address is not null && !IPAddress.IsLoopback(address))
        {
            if (Token is null)
            {
                problems.Add(
                    $"Listening on {Address}, which others can reach, takes a token: put one into ORCHESTRATOR_TOKEN, or name its file "
                        + $"with --token-file.");
            }

            if (Certificate is null && !Insecure)
            {
                problems.Add(
                    $"Listening on {Address} without TLS shows the token to the network. Name a certificate with --certificate and "
                        + $"--key, or say --insecure where something else protects it.");
            }
        }
        return problems;
    }

    private static bool IsToken(string? text) => text is null || (text.Length >= ShortestToken && text.All(c => c is > ' ' and <= '~'));

    private static string Host(string listening) =>
        IPAddress.Parse(listening) is var address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? Environment.MachineName : listening;
}
