using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Contracts.Certificates;
using RabbitMQ.Client;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>How options become connections.</summary>
internal static class Connections
{
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ConnectionFactory Factory(RabbitOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Heartbeat, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.PresenceProbe, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PresenceGrace, TimeSpan.Zero);
        var factory = new ConnectionFactory
        {
            Uri = options.Uri,
            ClientProvidedName = options.ClientName,
            RequestedHeartbeat = options.Heartbeat,

            // Ours knows what to repeat, and in which order.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
        };
        if (options.Tls is { } tls)
        {
            factory.Ssl = Ssl(tls, options.Uri.Host);
        }

        return factory;
    }

    private static SslOption Ssl(RabbitTls tls, string host)
    {
        var option = new SslOption(host, enabled: true);
        if (tls.Certificate is { } certificate)
        {
            option.Certs = [X509Certificate2.CreateFromPemFile(certificate, tls.Key)];
        }

        if (tls.Authority is { } authority)
        {
            var trusted = PrivateTrust.Read(authority);
            option.CertificateValidationCallback = (_, shown, chain, errors) => Descends(trusted, shown, chain, errors);
        }

        return option;
    }

    private static bool Descends(X509Certificate2Collection trusted, X509Certificate? shown, X509Chain? sent, SslPolicyErrors errors)
    {
        if (shown is not X509Certificate2 certificate || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = PrivateTrust.Policy(trusted) };
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(certificate);
    }
}
