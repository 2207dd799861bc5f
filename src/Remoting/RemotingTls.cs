using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;
using Orchestrator.Storage.Certificates;

namespace Orchestrator.Remoting;

/// <summary>Mutual TLS: both sides show a certificate that descends from one private authority, and the server's names its host.</summary>
/// <param name="Certificate">PEM file of our own certificate.</param>
/// <param name="Key">PEM file of its private key; null = it is in the same file.</param>
/// <param name="Authority">PEM file of the authority that both certificates descend from.</param>
public sealed record RemotingTls(string Certificate, string? Key, string Authority)
{
    /// <summary>What the transport is told.</summary>
    /// <exception cref="CryptographicException">A file holds no certificate or no key.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public DotNettySslSetup ToSetup()
    {
        var trusted = PrivateTrust.Read(Authority);
        using var pem = X509Certificate2.CreateFromPemFile(Certificate, Key);
        // A key that came from PEM lives in memory only, which the transport's stream does not take on every system.
        var own = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        return new DotNettySslSetup(own, suppressValidation: false, requireMutualAuthentication: true, validateCertificateHostname: true,
            (shown, _, peer, errors, log) =>
            IsTrusted(shown, trusted, peer, errors, log));
    }

    /// <summary>Why the files cannot be used, a sentence; null = they can.</summary>
    public string? Problem()
    {
        try
        {
            _ = ToSetup();
            return null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            var with = Key is null ? ", and no --cluster-key names its private key" : $" with the key {Key}";
            return $"The certificate {Certificate} cannot be used{with}: {e.Message}";
        }
    }

    private static bool IsTrusted(X509Certificate2? shown, X509Certificate2Collection trusted, string peer, SslPolicyErrors errors,
        ILoggingAdapter log)
    {
        if (shown is null)
        {
            log.Warning(
                "A connection with {0} was refused: it shows no certificate. Nodes and coordinators take --cluster-certificate and "
                    + "--cluster-key.", peer);
            return false;
        }
        using var chain = new X509Chain { ChainPolicy = PrivateTrust.Policy(trusted) };
        if (chain.Build(shown))
        {
            // A validator of our own stands in place of all of the transport's: validateCertificateHostname asks for the name, and nobody
            // else looks.
            if (!errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            {
                return true;
            }
            log.Warning(
                "A connection with {0} was refused: its certificate '{1}' is not for that host. It has to name what the other machines "
                    + "call it, its --host", peer, shown.Subject);
            return false;
        }
        log.Warning(
            "A connection with {0} was refused: its certificate '{1}' does not descend from the authority of --cluster-ca ({2})",
            peer, shown.Subject, string.Join(", ", chain.ChainStatus.Select(s => s.StatusInformation.Trim())));
        return false;
    }
}
