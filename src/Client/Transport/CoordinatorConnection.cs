using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Storage;

namespace Orchestrator.Client.Transport;

/// <summary>Speaks to whichever of a cluster's coordinators answers: when one is away the next is tried, and they all again for a
/// while.</summary>
internal sealed class CoordinatorConnection : IDisposable
{
    private const int BufferSize = 1 << 16;
    private const long Large = 1 << 20;
    private const double HashedPerSecond = 20e6; // bytes, by a slow coordinator: what has come is hashed and flushed before it answers
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200), LongestPause = TimeSpan.FromSeconds(5);
    private readonly CoordinatorEndpoints endpoints;
    private readonly TimeSpan silence;
    private readonly CoordinatorRounds rounds;
    private volatile bool answered;

    /// <param name="servers">Their addresses, at least one.</param>
    /// <param name="token">What is presented; null = nothing.</param>
    /// <param name="retryTime">How long nobody may answer: from the first failure, and anew when something has come through since.</param>
    /// <param name="silence">How long one may neither say nor take anything, with time to look at what it got on top.</param>
    /// <param name="trusted">The authorities that their certificates must descend from; null = the system's.</param>
    public CoordinatorConnection(IReadOnlyList<Uri> servers, string? token, TimeSpan retryTime, TimeSpan silence,
        X509Certificate2Collection? trusted)
    {
        endpoints = new CoordinatorEndpoints(servers, token, trusted);
        this.silence = silence;
        rounds = new CoordinatorRounds(endpoints, new RetryPolicy(retryTime, FirstPause, LongestPause));
    }

    /// <summary>The one that answered last, or is to be asked next.</summary>
    public Uri Server => endpoints.Current;

    /// <summary>A request to that one.</summary>
    /// <param name="method">What to do.</param>
    /// <param name="route">With what, below <c>/v1/</c>.</param>
    public HttpRequestMessage Request(HttpMethod method, string route) => new(method, new Uri(Server, $"v1/{route}"));

    /// <summary>Sends a request, and returns when the answer's head has come.</summary>
    /// <param name="request">A new <see cref="Request"/>.</param>
    /// <param name="body">Sent from where it stands, and not closed; null = there is none.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="HttpRequestException">Also when the coordinator neither says nor takes anything for too long: one that was stopped
    /// in its tracks keeps its connections.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, FileStream? body, CancellationToken stop)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(stop);
        quiet.CancelAfter(silence);
        if (body is not null)
        {
            var thought = silence + TimeSpan.FromSeconds(body.Length / HashedPerSecond);
            request.Headers.ExpectContinue = body.Length - body.Position > Large; // who is refused is told so before all is sent
            request.Content = new FileContent(body, taken: () => quiet.CancelAfter(body.Position < body.Length ? silence : thought));
        }
        var answer = await AudibleAsync(endpoints.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, quiet.Token), stop)
            .ConfigureAwait(false);
        answered = true;
        return answer;
    }

    /// <summary>Appends an answer's body to a file.</summary>
    /// <exception cref="HttpRequestException">Nothing has come for too long; what came before is in the file.</exception>
    public async Task CopyAsync(HttpResponseMessage answer, FileStream file, CancellationToken stop)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var body = await answer.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        var buffer = new byte[BufferSize];
        while (true)
        {
            quiet.CancelAfter(silence);
            var read = await AudibleAsync(body.ReadAsync(buffer, quiet.Token).AsTask(), stop).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            await file.WriteAsync(buffer.AsMemory(0, read), stop).ConfigureAwait(false);
        }
    }

    /// <summary>Makes an attempt again and again, until it succeeds or nobody has answered for too long.</summary>
    /// <param name="attempt">Asks for a new <see cref="Request"/> each time.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="progress">See <see cref="CoordinatorRounds"/>; null = none is seen.</param>
    /// <exception cref="ArtifactException">Nobody answers, or is not to be trusted.</exception>
    public async Task<T> PersistAsync<T>(Func<Task<T>> attempt, CancellationToken stop, Func<long>? progress = null)
    {
        try
        {
            return await rounds.AskAsync(TrustedAsync, Judge, stop, progress).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (DiskExhaustion.Explains(e))
        {
            throw new ArtifactException($"{Server}: {e.Message}", e);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            throw new ArtifactException(
                $"No coordinator answers at {string.Join(" or ", endpoints.All)}: "
                    + $"{(e.InnerException is null or OperationCanceledException ? e : e.InnerException).Message.TrimEnd('.')}. Is it "
                    + $"running, and is that its address? --server names another; nodes are told it by the coordinator's --advertise.", e);
        }

        async Task<T> TrustedAsync()
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (HttpRequestException e) when (e.InnerException is AuthenticationException reason && !answered)
            {
                // Waiting makes no certificate better.
                throw new ArtifactException(
                    $"The coordinator at {Server} is not trusted: {reason.Message} Where a private authority vouches for it, name "
                        + $"that authority's PEM file with --server-ca; its certificate must name {Server.Host}.", e);
            }
        }
    }

    private static AfterFailure Judge(Exception failure) => failure switch
    {
        HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError } or HttpIOException => AfterFailure.AskNext,
        HttpRequestException => AfterFailure.Pause,
        _ => AfterFailure.Throw,
    };

    private async Task<T> AudibleAsync<T>(Task<T> task, CancellationToken stop)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new HttpRequestException($"{Server.Host} has fallen silent.", e);
        }
    }

    /// <summary>Lets an answer pass that is a success.</summary>
    /// <exception cref="HttpRequestException">The coordinator is in difficulties.</exception>
    /// <exception cref="ArtifactException">It refuses.</exception>
    public async Task RequireAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        if (answer.StatusCode == HttpStatusCode.InsufficientStorage)
        {
            throw new HttpRequestException(await HttpProblem.DetailAsync(answer).ConfigureAwait(false), null, answer.StatusCode);
        }

        if (answer.StatusCode >= HttpStatusCode.InternalServerError)
        {
            throw new HttpRequestException($"It answers {(int)answer.StatusCode} {answer.ReasonPhrase}", null, answer.StatusCode);
        }

        throw new ArtifactException(answer.StatusCode == HttpStatusCode.Unauthorized
            ? $"The coordinator at {Server} does not know this machine: put its token into ORCHESTRATOR_TOKEN, or into a file that "
                + $"--token-file names."
            : $"The coordinator at {Server} answers {(int)answer.StatusCode}: "
                + $"{await HttpProblem.DetailAsync(answer).ConfigureAwait(false) ?? answer.ReasonPhrase}");
    }

    /// <inheritdoc />
    public void Dispose() => endpoints.Dispose();
}
