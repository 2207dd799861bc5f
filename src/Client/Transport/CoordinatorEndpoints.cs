using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Storage.Certificates;

namespace Orchestrator.Client.Transport;

/// <summary>The HTTP APIs of a cluster's coordinators, of which any answers, and a client of them that stays with one as long as it
/// does.</summary>
public sealed class CoordinatorEndpoints : IDisposable
{
    // With TLS. Where there are others to ask, a machine that is unplugged is not waited for.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15), ConnectTimeoutOfOne = TimeSpan.FromSeconds(5);
    private int current;

    /// <param name="servers">The coordinators' addresses, at least one.</param>
    /// <param name="token">What is presented; null = nothing.</param>
    /// <param name="trusted">The authorities that their certificates must descend from; null = the system's.</param>
    /// <param name="shown">Hears of each certificate that a host shows, trusted or not; null = nobody does.</param>
    public CoordinatorEndpoints(
        IReadOnlyList<Uri> servers, string? token, X509Certificate2Collection? trusted, Action<string, X509Certificate2>? shown = null)
    {
        // A path before the API's, as a proxy may have, counts as a folder only with its slash.
        All = [.. servers.Select(server => new Uri(server.AbsoluteUri.TrimEnd('/') + '/'))];
        var handler = new SocketsHttpHandler { ConnectTimeout = servers.Count > 1 ? ConnectTimeoutOfOne : ConnectTimeout };
        if (trusted is not null)
        {
            handler.SslOptions.CertificateChainPolicy = PrivateTrust.Policy(trusted);
        }
        if (shown is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (sender, certificate, _, errors) =>
            {
                if (certificate is X509Certificate2 known)
                {
                    shown(((SslStream)sender).TargetHostName, known);
                }
                return errors == SslPolicyErrors.None; // as without this
            };
        }
        Http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        if (token is not null)
        {
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Uri> All { get; }

    /// <summary>The one that answered last, or is to be asked next.</summary>
    public Uri Current => All[Volatile.Read(ref current)];

    /// <summary>Sends requests, with the token. It waits without limit: whoever sends says how long.</summary>
    public HttpClient Http { get; }

    /// <summary>Asks another one next.</summary>
    public void MoveOn() => Volatile.Write(ref current, (current + 1) % All.Count);

    /// <inheritdoc />
    public void Dispose() => Http.Dispose();
}

/// <summary>What came of asking one coordinator whether it is there, and in the cluster.</summary>
/// <param name="Server">Whom.</param>
/// <param name="Answers">Whether it answered.</param>
/// <param name="Detail">What is wrong; null when nothing is.</param>
/// <param name="Untrusted">Whether its certificate was not trusted.</param>
/// <param name="CertificateEnds">When its certificate expires; null without TLS, or without an answer.</param>
public sealed record ServerProbe(Uri Server, bool Answers, string? Detail, bool Untrusted, DateTimeOffset? CertificateEnds);
