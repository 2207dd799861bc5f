using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Orchestrator.Client.Artifacts;
using Orchestrator.Client.Transport;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Client;

/// <summary>Speaks to a cluster over its coordinators' HTTP API. What is refused, or nobody being there at all, is a
/// <see cref="UserError"/>.</summary>
public sealed class OrchestratorClient : IDisposable
{
    /// <summary>The environment variable that names the coordinators.</summary>
    public const string ServerVariable = "ORCHESTRATOR_SERVER";

    /// <summary>The environment variable that holds the token.</summary>
    public const string TokenVariable = "ORCHESTRATOR_TOKEN";

    // The coordinator says something every 10 s.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(35);
    private readonly CoordinatorRequests coordinators;
    private readonly string? token;
    private readonly X509Certificate2Collection? trusted;

    /// <summary>A client; nothing is sent yet.</summary>
    /// <param name="servers">The coordinators' addresses: scheme, host and port; at least one.</param>
    /// <param name="token">What it presents; null = nothing.</param>
    /// <param name="trusted">The authorities that the coordinators' certificates must descend from; null = the system's.</param>
    public OrchestratorClient(IReadOnlyList<Uri> servers, string? token = null, X509Certificate2Collection? trusted = null)
    {
        (this.token, this.trusted) = (token, trusted);
        coordinators = new CoordinatorRequests(servers, token, trusted);
    }

    /// <summary>A client of one coordinator; nothing is sent yet.</summary>
    public OrchestratorClient(Uri server, string? token = null) : this([server], token)
    {
    }

    /// <summary>The address of the coordinator that answered last.</summary>
    public Uri Server => coordinators.Current;

    /// <summary>All addresses.</summary>
    public IReadOnlyList<Uri> Servers => coordinators.Servers;

    /// <summary>Begins a sweep: one, however often it has to be asked for.</summary>
    /// <param name="definition">The sweep.</param>
    /// <param name="submission">Tells the coordinator which requests are one submission; new for each sweep.</param>
    public Task<Submitted> SubmitAsync(SweepDefinition definition, Guid submission) =>
        AskAsync<Submitted>(HttpMethod.Post, "v1/sweeps", definition, submission);

    /// <summary>All sweeps, the last one first.</summary>
    public Task<SweepSummary[]> ListAsync() => AskAsync<SweepSummary[]>(HttpMethod.Get, "v1/sweeps");

    /// <summary>A sweep.</summary>
    public Task<SweepState> FindAsync(SweepId sweep) => AskAsync<SweepState>(HttpMethod.Get, $"{Path(sweep)}/state");

    /// <summary>A sweep's measurements, of one trial or of all.</summary>
    public Task<MeasurementRow[]> MeasurementsAsync(SweepId sweep, int? trial = null) => AskAsync<MeasurementRow[]>(
        HttpMethod.Get,
            string.Create(CultureInfo.InvariantCulture, $"{Path(sweep)}/measurements{(trial is null ? "" : $"?trial={trial}")}"));

    /// <summary>Ends a sweep.</summary>
    public Task CancelAsync(SweepId sweep, string reason) => TellAsync($"{Path(sweep)}/cancel", new Cancellation(reason));

    /// <summary>Lets a sweep start no further fold.</summary>
    public Task PauseAsync(SweepId sweep, Pausing pausing) => TellAsync($"{Path(sweep)}/pause", pausing);

    /// <summary>Ends a pause.</summary>
    /// <returns>The sweep as it is then.</returns>
    public Task<SweepSummary> ContinueAsync(SweepId sweep, Continuation continuation) =>
        AskAsync<SweepSummary>(HttpMethod.Post, $"{Path(sweep)}/resume", continuation);

    /// <summary>Plans more trials for a sweep, also for one that has completed.</summary>
    /// <returns>The sweep as it is then.</returns>
    public Task<SweepSummary> ExtendAsync(SweepId sweep, Extension extension) =>
        AskAsync<SweepSummary>(HttpMethod.Post, $"{Path(sweep)}/extend", extension);

    /// <summary>Queues a configuration that is tried next.</summary>
    /// <returns>The sweep as it is then.</returns>
    public Task<SweepSummary> EnqueueAsync(SweepId sweep, Enqueueing enqueueing) =>
        AskAsync<SweepSummary>(HttpMethod.Post, $"{Path(sweep)}/enqueue", enqueueing);

    /// <summary>Asks for folds to train. Sent again with the same key, it is the same ask.</summary>
    /// <param name="sweep">Of which sweep.</param>
    /// <param name="asking">What is wanted; see <see cref="AskRules"/>.</param>
    public Task<Asked> AskFoldsAsync(SweepId sweep, Asking asking) =>
        AskAsync<Asked>(HttpMethod.Post, $"{Path(sweep)}/suggestions", asking);

    /// <summary>Tells that whoever trains an attempt lives.</summary>
    public Task<AttemptStanding> KeepAsync(SweepId sweep, string attempt) => TellAsync(sweep, attempt, "heartbeat", new Nothing());

    /// <summary>Tells the values of an epoch of an attempt.</summary>
    public Task<AttemptStanding> ReportAsync(SweepId sweep, string attempt, Reporting values) =>
        TellAsync(sweep, attempt, "values", values);

    /// <summary>Tells the result of an attempt.</summary>
    public Task<AttemptStanding> CompleteAsync(SweepId sweep, string attempt, Telling result) =>
        TellAsync(sweep, attempt, "result", result);

    /// <summary>Tells that an attempt has failed.</summary>
    public Task<AttemptStanding> FailAsync(SweepId sweep, string attempt, Failing failure) =>
        TellAsync(sweep, attempt, "failure", failure);

    /// <summary>Gives the fold of an attempt back.</summary>
    public Task<AttemptStanding> ReleaseAsync(SweepId sweep, string attempt) => TellAsync(sweep, attempt, "release", new Nothing());

    /// <summary>What workers printed during a trial's attempts.</summary>
    public Task<TrialLog> LogAsync(SweepId sweep, int trial, LogQuery query)
    {
        string[] parts =
        [
            .. query.Fold is { } fold ? [$"fold={Uri.EscapeDataString(fold)}"] : Array.Empty<string>(),
            .. query.Attempt is { } attempt ? [string.Create(CultureInfo.InvariantCulture, $"attempt={attempt}")] : Array.Empty<string>(),
        ];
        return AskAsync<TrialLog>(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture,
            $"{Path(sweep)}/trials/{trial}/log{(parts.Length == 0 ? "" : "?" + string.Join('&', parts))}"));
    }

    /// <summary>Deletes checkpoints that a sweep which has ended needs no longer.</summary>
    public Task<Cleaned> CleanAsync(SweepId sweep, Cleaning cleaning) =>
        AskAsync<Cleaned>(HttpMethod.Post, $"{Path(sweep)}/clean", cleaning);

    /// <summary>The nodes that are present, by name.</summary>
    public Task<NodeStatus[]> NodesAsync() => AskAsync<NodeStatus[]>(HttpMethod.Get, "v1/nodes");

    /// <summary>Gives a node nothing more.</summary>
    public Task DrainNodeAsync(string name) => TellAsync($"v1/nodes/{Uri.EscapeDataString(name)}/drain", new { });

    /// <summary>A coordinator that answers.</summary>
    public Task<CoordinatorStatus> StatusAsync() => AskAsync<CoordinatorStatus>(HttpMethod.Get, "v1/coordinator");

    /// <summary>Asks one of the coordinators whether it is there, and in the cluster.</summary>
    public Task<ServerProbe> ProbeAsync(Uri server) => coordinators.ProbeAsync(server);

    /// <summary>A client that carries files, of whichever coordinator answers.</summary>
    public async Task<ArtifactClient> ArtifactsAsync()
    {
        await StatusAsync();
        return new ArtifactClient([Server, .. Servers.Where(other => other != Server)], token, AnswerTimeout, trusted);
    }

    /// <summary>A sweep's notices, each with the number of the last event so far, until the coordinator has no more to say.</summary>
    /// <param name="after">Events that are known already, and are not told again.</param>
    /// <exception cref="HttpRequestException">Nobody answers, or the coordinator cannot.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="TimeoutException">It fell silent.</exception>
    public async IAsyncEnumerable<(long Number, SweepNotice Notice)> WatchAsync(
        SweepId sweep, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(AnswerTimeout);
        using var answer = await OrTimeoutAsync(
            coordinators.SendAsync(server => WatchRequest(server, sweep, after), repeatable: true, HttpCompletionOption.ResponseHeadersRead,
                silence.Token), cancellationToken);
        if (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
        {
            answer.EnsureSuccessStatusCode();
        }

        await RequireAsync(answer);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await using var items = SseParser.Create(body).EnumerateAsync(silence.Token).GetAsyncEnumerator(silence.Token);
        while (true)
        {
            silence.CancelAfter(LongestSilence);
            if (!await OrTimeoutAsync(items.MoveNextAsync().AsTask(), cancellationToken))
            {
                yield break;
            }

            if (long.TryParse(items.Current.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                after = number;
            }

            if (Decode(items.Current) is { } notice)
            {
                yield return (after, notice);
            }
        }
    }

    /// <summary>What has happened to a sweep so far, in order.</summary>
    public async IAsyncEnumerable<SweepEvent> EventsAsync(SweepId sweep)
    {
        await using var notices = WatchAsync(sweep, 0, default).GetAsyncEnumerator();
        while (await AnsweredAsync(notices.MoveNextAsync().AsTask()) && notices.Current.Notice is not CaughtUpNotice)
        {
            if (notices.Current.Notice is EventNotice { Event: var happened })
            {
                yield return happened;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => coordinators.Dispose();

    private static HttpRequestMessage WatchRequest(Uri server, SweepId sweep, long after)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, $"{Path(sweep)}/watch"));
        request.Headers.Add("Last-Event-ID", after.ToString(CultureInfo.InvariantCulture));
        return request;
    }

    private SweepNotice? Decode(SseItem<string> item)
    {
        try
        {
            return SweepNoticeCodec.Decode(item.EventType, item.Data);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new UserError($"{Server} tells of something that this version does not know; update it. {e.Message}");
        }
    }

    private static string Path(SweepId sweep) => $"v1/sweeps/{Uri.EscapeDataString(sweep.Value)}";

    private async Task<T> AskAsync<T>(HttpMethod method, string path, object? body = null, Guid? submission = null)
    {
        using var answer = await SendAsync(method, path, body, submission);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        try
        {
            return (await JsonSerializer.DeserializeAsync<T>(stream, WireJson.Options))!;
        }
        catch (JsonException e)
        {
            throw new UserError($"{Server} does not speak as a coordinator of this version does: {e.Message}");
        }
    }

    private Task<AttemptStanding> TellAsync(SweepId sweep, string attempt, string verb, object body) =>
        AskAsync<AttemptStanding>(HttpMethod.Post, $"{Path(sweep)}/attempts/{Uri.EscapeDataString(attempt)}/{verb}", body);

    private async Task TellAsync(string path, object body)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, body);
    }

    // Whatever is sent may be sent again: what is told twice is harmless, and a submission has its key.
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, Guid? submission = null)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout);
        var json = body is null ? null : JsonSerializer.Serialize(body, WireJson.Options);
        var answer = await AnsweredAsync(
            coordinators.SendAsync(server => Request(new Uri(server, path)), repeatable: true, HttpCompletionOption.ResponseContentRead,
                timeout.Token));
        try
        {
            await RequireAsync(answer);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }

        HttpRequestMessage Request(Uri address)
        {
            var request = new HttpRequestMessage(method, address)
            {
                Content = json is null ? null : new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
            };
            if (submission is { } key)
            {
                request.Headers.Add(CoordinatorRequests.SubmissionHeader, key.ToString("D"));
            }

            return request;
        }
    }

    private async Task<T> AnsweredAsync<T>(Task<T> question)
    {
        try
        {
            return await question;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new UserError(
                $"{e.Message} Start one with 'orchestrator coordinator', or name another with --server or {ServerVariable}.");
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            throw new UserError(
                $"The coordinator at {Server} has not answered within {AnswerTimeout.TotalSeconds:0} s. Whether it did what was asked is "
                    + $"unknown; 'orchestrator watch' tells.");
        }
    }

    private async Task RequireAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            throw new UserError(
                $"The coordinator at {Server} does not know you: put its token into {TokenVariable}, or into a file that "
                    + $"{TokenVariable}_FILE names.");
        }

        throw new UserError(await HttpProblem.DetailAsync(answer)
            ?? $"{Server} answers {(int)answer.StatusCode} {answer.ReasonPhrase}. Is it a coordinator?");
    }

    private async Task<T> OrTimeoutAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        try
        {
            return await task;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var silent = Server;
            coordinators.MoveOn();
            throw new TimeoutException($"The coordinator at {silent} fell silent.");
        }
    }
}
