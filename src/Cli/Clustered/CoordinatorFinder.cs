using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Contracts.Certificates;

namespace Orchestrator.Cli.Clustered;

/// <summary>Sends to one of the coordinators of a cluster, each of which answers for all of it, and to the next when it does not answer.</summary>
internal sealed class CoordinatorFinder : IDisposable
{
    /// <summary>Names a submission, so that a coordinator knows its repetitions.</summary>
    public const string SubmissionHeader = "Idempotency-Key";

    // With TLS. Where there are others to ask, a machine that is unplugged is not waited for.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15), ConnectTimeoutOfOne = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    // A coordinator that was stopped in its tracks accepts connections and says nothing; with others to ask it is not waited for.
    private static readonly TimeSpan PatienceWithOne = TimeSpan.FromSeconds(10);

    // A failover takes a second or two, or ten when the old coordinator's machine is unplugged.
    private static readonly TimeSpan LongestSearch = TimeSpan.FromSeconds(20);

    private readonly IReadOnlyList<Uri> servers;
    private readonly HttpClient http;
    private readonly ConcurrentDictionary<string, DateTimeOffset> certificates = new(StringComparer.OrdinalIgnoreCase);
    private int current;

    /// <param name="servers">The coordinators' addresses, at least one.</param>
    /// <param name="token">What is presented; null = nothing.</param>
    /// <param name="trusted">The authorities that their certificates must descend from; null = the system's.</param>
    public CoordinatorFinder(IReadOnlyList<Uri> servers, string? token, X509Certificate2Collection? trusted)
    {
        // A path before the API's, as a proxy may have, counts as a folder only with its slash.
        this.servers = [.. servers.Select(server => new Uri(server.AbsoluteUri.TrimEnd('/') + '/'))];
        var handler = new SocketsHttpHandler { ConnectTimeout = servers.Count > 1 ? ConnectTimeoutOfOne : ConnectTimeout };
        if (trusted is not null) handler.SslOptions.CertificateChainPolicy = PrivateTrust.Policy(trusted);
        handler.SslOptions.RemoteCertificateValidationCallback = (sender, shown, _, errors) => Trusts((SslStream)sender, shown, errors);
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The one that answered last, or is to be asked next.</summary>
    public Uri Current => servers[Volatile.Read(ref current)];

    /// <summary>All of them.</summary>
    public IReadOnlyList<Uri> Servers => servers;

    /// <summary>Asks another one next.</summary>
    public void MoveOn() => Volatile.Write(ref current, (current + 1) % servers.Count);

    /// <summary>Sends to the current one, and to the others in turn when it does not answer.</summary>
    /// <param name="make">Makes the request for a server.</param>
    /// <param name="repeatable">Whether it may be sent again when nobody knows whether it arrived.</param>
    /// <param name="completion">What to wait for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer; or 503, when none of them could answer for long.</returns>
    /// <exception cref="HttpRequestException">Nobody answers, or it broke off; the message says for each what went wrong.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        Func<Uri, HttpRequestMessage> make, bool repeatable, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<Uri, Exception>();
        var began = Environment.TickCount64;
        while (true)
        {
            HttpResponseMessage? unavailable = null;
            for (var tries = 0; tries < servers.Count; tries++)
            {
                try
                {
                    var answer = await SendOnceAsync(make, repeatable, completion, cancellationToken);
                    if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || !repeatable) return answer;
                    unavailable?.Dispose();
                    unavailable = answer;
                }
                catch (HttpRequestException e) when (repeatable || NeverArrived(e))
                {
                    failures[Current] = e.InnerException ?? e;
                }
                catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested && (repeatable || e.InnerException is TimeoutException))
                {
                    failures[Current] = new TimeoutException("no answer in time", e);
                }
                MoveOn();
            }
            // Who names one server and finds nobody there is told at once; who names several expects one of them to take over.
            var over = Environment.TickCount64 - began > LongestSearch.TotalMilliseconds || (servers.Count == 1 && unavailable is null);
            if (over) return unavailable ?? throw Nobody(failures);
            unavailable?.Dispose();
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Asks one of them whether it is there.</summary>
    public async Task<ServerProbe> ProbeAsync(Uri server)
    {
        try
        {
            using var patience = new CancellationTokenSource(PatienceWithOne);
            using var answer = await http.GetAsync(new Uri(server, "alive"), patience.Token);
            var ends = certificates.TryGetValue(server.Host, out var known) ? known : (DateTimeOffset?)null;
            return answer.IsSuccessStatusCode
                ? new ServerProbe(server, true, null, false, ends)
                : new ServerProbe(server, false, $"it answers {(int)answer.StatusCode}: is it a coordinator?", false, ends);
        }
        catch (HttpRequestException e)
        {
            return new ServerProbe(server, false, (e.InnerException ?? e).Message, e.InnerException is AuthenticationException, null);
        }
        catch (OperationCanceledException)
        {
            return new ServerProbe(server, false, "no answer in time", false, null);
        }
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendOnceAsync(
        Func<Uri, HttpRequestMessage> make, bool repeatable, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var request = make(Current);
        // A coordinator may read a large data set before it takes a sweep; to ask again would begin that anew.
        if (repeatable && servers.Count > 1 && !request.Headers.Contains(SubmissionHeader)) patience.CancelAfter(PatienceWithOne);
        return await http.SendAsync(request, completion, patience.Token);
    }

    // As without this; but who asks how a cluster is also wants to know until when its certificate lasts.
    private bool Trusts(SslStream connection, X509Certificate? shown, SslPolicyErrors errors)
    {
        if (shown is X509Certificate2 certificate) certificates[connection.TargetHostName] = certificate.NotAfter;
        return errors == SslPolicyErrors.None;
    }

    private static bool NeverArrived(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private HttpRequestException Nobody(Dictionary<Uri, Exception> failures)
    {
        var found = failures.Select(f => $"{f.Key}: {f.Value.Message.TrimEnd('.')}").ToArray();
        var trust = failures.Values.Any(e => e is AuthenticationException) ? " Is its certificate of a private authority? Name that with --server-ca FILE." : "";
        return new HttpRequestException(servers.Count == 1
            ? $"No coordinator answers at {found[0]}.{trust}"
            : $"No coordinator of the cluster answers.\n  {string.Join("\n  ", found)}\n{trust}");
    }
}
