using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Client.Transport;

/// <summary>Sends requests to a cluster's coordinators: any of them answers, and while one does not, the others are asked.</summary>
internal sealed class CoordinatorRequests : IDisposable
{
    /// <summary>Names a submission, so that a coordinator knows its repetitions.</summary>
    public const string SubmissionHeader = "Idempotency-Key";

    // A coordinator that was stopped in its tracks accepts connections and says nothing; with others to ask it is not waited for.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    // What a coordinator that was killed held answers again after some seven seconds, and 503 meanwhile.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300), LongestSearch = TimeSpan.FromSeconds(20);

    private readonly CoordinatorEndpoints endpoints;
    private readonly CoordinatorRounds rounds;
    private readonly ConcurrentDictionary<string, DateTimeOffset> certificates = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="servers">The coordinators' addresses, at least one.</param>
    /// <param name="token">What is presented; null = nothing.</param>
    /// <param name="trusted">The authorities that their certificates must descend from; null = the system's.</param>
    public CoordinatorRequests(IReadOnlyList<Uri> servers, string? token, X509Certificate2Collection? trusted)
    {
        endpoints = new CoordinatorEndpoints(servers, token, trusted, (host, certificate) => certificates[host] = certificate.NotAfter);
        rounds = new CoordinatorRounds(endpoints, new RetryPolicy(LongestSearch, Pause, Pause, CountsFirstAttempt: true));
    }

    /// <summary>The one that answered last, or is to be asked next.</summary>
    public Uri Current => endpoints.Current;

    /// <summary>All of them.</summary>
    public IReadOnlyList<Uri> Servers => endpoints.All;

    /// <summary>Asks another one next.</summary>
    public void MoveOn() => endpoints.MoveOn();

    /// <summary>Sends to the current one, and to the others in turn when it does not answer.</summary>
    /// <param name="make">Makes the request for a server.</param>
    /// <param name="repeatable">Whether it may be sent again when nobody knows whether it arrived.</param>
    /// <param name="completion">What to wait for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The first answer; or 503, when what was asked for could not answer for long.</returns>
    /// <exception cref="HttpRequestException">Nobody answers, or it broke off; the message says for each what went wrong.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        Func<Uri, HttpRequestMessage> make, bool repeatable, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<Uri, Exception>();
        HttpResponseMessage? unavailable = null; // of this round
        var asked = 0;
        try
        {
            return await rounds.AskAsync(AttemptAsync, Judge, cancellationToken);
        }
        catch (Exception e) when (IsFailure(e))
        {
            return unavailable ?? throw Nobody(failures);
        }
        catch
        {
            Forget();
            throw;
        }

        async Task<HttpResponseMessage> AttemptAsync()
        {
            if (asked++ % Servers.Count == 0)
            {
                Forget();
            }
            var answer = await SendOnceAsync(make, repeatable, completion, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || !repeatable)
            {
                Forget();
                return answer;
            }
            Forget();
            unavailable = answer;
            throw new HttpRequestException(null, null, answer.StatusCode);
        }

        void Forget()
        {
            unavailable?.Dispose();
            unavailable = null;
        }

        AfterFailure Judge(Exception failure)
        {
            if (!IsFailure(failure))
            {
                return AfterFailure.Throw;
            }
            if (failure is HttpRequestException { StatusCode: HttpStatusCode.ServiceUnavailable })
            {
                return AfterFailure.AskNext;
            }
            failures[Current] = failure is OperationCanceledException
                ? new TimeoutException("no answer in time", failure) : failure.InnerException ?? failure;
            // Who names one server and finds nobody there is told at once; who names several expects one of them to be started again.
            return Servers.Count == 1 ? AfterFailure.Throw : AfterFailure.AskNext;
        }

        bool IsFailure(Exception failure) => failure switch
        {
            HttpRequestException e => repeatable || NeverArrived(e),
            OperationCanceledException e =>
                !cancellationToken.IsCancellationRequested && (repeatable || e.InnerException is TimeoutException),
            _ => false,
        };
    }

    /// <summary>Asks one of them whether it is there, and in the cluster.</summary>
    public async Task<ServerProbe> ProbeAsync(Uri server)
    {
        try
        {
            using var timeout = new CancellationTokenSource(AnswerTimeout);
            using var answer = await endpoints.Http.GetAsync(new Uri(server, "ready"), timeout.Token);
            var ends = certificates.TryGetValue(server.Host, out var known) ? known : (DateTimeOffset?)null;
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => new ServerProbe(server, true, null, false, ends),
                HttpStatusCode.ServiceUnavailable =>
                    new ServerProbe(server, true, "it is not in the cluster yet, or does not see all of it", false, ends),
                var other => new ServerProbe(server, false, $"it answers {(int)other}: is it a coordinator?", false, ends),
            };
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
    public void Dispose() => endpoints.Dispose();

    private async Task<HttpResponseMessage> SendOnceAsync(
        Func<Uri, HttpRequestMessage> make, bool repeatable, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var request = make(Current);
        // A coordinator may read a large data set before it takes a sweep; to ask again would begin that anew.
        if (repeatable && Servers.Count > 1 && !request.Headers.Contains(SubmissionHeader))
        {
            timeout.CancelAfter(AnswerTimeout);
        }
        return await endpoints.Http.SendAsync(request, completion, timeout.Token);
    }

    private static bool NeverArrived(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError;

    private HttpRequestException Nobody(Dictionary<Uri, Exception> failures)
    {
        var found = failures.Select(f => $"{f.Key}: {f.Value.Message.TrimEnd('.')}").ToArray();
        var trust = failures.Values.Any(e => e is AuthenticationException)
            ? " Is its certificate of a private authority? Name that with --server-ca FILE." : "";
        return new HttpRequestException(Servers.Count == 1
            ? $"No coordinator answers at {found[0]}.{trust}"
            : $"No coordinator of the cluster answers.\n  {string.Join("\n  ", found)}\n{trust}");
    }
}
