using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Contracts.Wire;
using Orchestrator.Coordinator.Web;
using Orchestrator.Journal;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cli.Clustered;

/// <summary>Speaks to a coordinator over its HTTP API. What it refuses, or not being there at all, is a <see cref="UserError"/>.</summary>
public sealed class OrchestratorClient : IDisposable
{
    // The coordinator says something every 10 s.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SweepNoticeCodec codec = new();
    private readonly HttpClient http;

    /// <summary>A client; nothing is sent yet.</summary>
    /// <param name="server">The coordinator's address: scheme, host and port.</param>
    /// <param name="token">What it presents; null = nothing.</param>
    public OrchestratorClient(Uri server, string? token = null)
    {
        // A path before the API's, as a proxy may have, counts as a folder only with its slash.
        Server = new Uri(server.AbsoluteUri.TrimEnd('/') + '/');
        http = new HttpClient { BaseAddress = Server, Timeout = Timeout.InfiniteTimeSpan };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The coordinator's address.</summary>
    public Uri Server { get; }

    /// <summary>Begins a sweep.</summary>
    public async Task<SweepId> SubmitAsync(SweepDefinition definition) =>
        (await AskAsync<Submitted>(HttpMethod.Post, "v1/sweeps", definition)).Sweep;

    /// <summary>All sweeps, the last one first.</summary>
    public Task<SweepSummary[]> ListAsync() => AskAsync<SweepSummary[]>(HttpMethod.Get, "v1/sweeps");

    /// <summary>A sweep.</summary>
    public Task<SweepState> FindAsync(SweepId sweep) => AskAsync<SweepState>(HttpMethod.Get, Path(sweep));

    /// <summary>A sweep's measurements, of one trial or of all.</summary>
    public Task<MeasurementRow[]> MeasurementsAsync(SweepId sweep, int? trial = null) => AskAsync<MeasurementRow[]>(
        HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{Path(sweep)}/measurements{(trial is null ? "" : $"?trial={trial}")}"));

    /// <summary>Ends a sweep.</summary>
    public Task CancelAsync(SweepId sweep, string reason) => TellAsync($"{Path(sweep)}/cancel", new Cancellation(reason));

    /// <summary>The nodes that are present, by name.</summary>
    public Task<NodeStatus[]> NodesAsync() => AskAsync<NodeStatus[]>(HttpMethod.Get, "v1/nodes");

    /// <summary>Gives a node nothing more.</summary>
    public Task DrainNodeAsync(string name) => TellAsync($"v1/nodes/{Uri.EscapeDataString(name)}/drain", new { });

    /// <summary>A sweep's notices, each with the number of the last event so far, until the coordinator has no more to say.</summary>
    /// <param name="after">Events that are known already, and are not told again.</param>
    /// <exception cref="HttpRequestException">The coordinator is away, or came to be.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="TimeoutException">It fell silent.</exception>
    public async IAsyncEnumerable<(long Number, SweepNotice Notice)> WatchAsync(
        SweepId sweep, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path(sweep)}/watch");
        request.Headers.Add("Last-Event-ID", after.ToString(CultureInfo.InvariantCulture));
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(Patience);
        using var answer = await OrTimeoutAsync(http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token), cancellationToken);
        if (answer.StatusCode is HttpStatusCode.ServiceUnavailable) answer.EnsureSuccessStatusCode();
        await RequireAsync(answer);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await using var items = SseParser.Create(body).EnumerateAsync(silence.Token).GetAsyncEnumerator(silence.Token);
        while (true)
        {
            silence.CancelAfter(LongestSilence);
            if (!await OrTimeoutAsync(items.MoveNextAsync().AsTask(), cancellationToken)) yield break;
            if (long.TryParse(items.Current.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) after = number;
            if (Decode(items.Current) is { } notice) yield return (after, notice);
        }
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private SweepNotice? Decode(SseItem<string> item)
    {
        try
        {
            return codec.Decode(item.EventType, item.Data);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new UserError($"{Server} tells of something that this version does not know; update it. {e.Message}");
        }
    }

    private static string Path(SweepId sweep) => $"v1/sweeps/{Uri.EscapeDataString(sweep.Value)}";

    private async Task<T> AskAsync<T>(HttpMethod method, string path, object? body = null)
    {
        using var answer = await SendAsync(method, path, body);
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

    private async Task TellAsync(string path, object body)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, body);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body, WireJson.Options), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var patience = new CancellationTokenSource(Patience);
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, patience.Token);
        }
        catch (HttpRequestException e)
        {
            throw new UserError($"No coordinator answers at {Server}: {e.InnerException?.Message ?? e.Message}. Start one with 'orchestrator coordinator', or name another with --server or {ServerOption.Variable}.");
        }
        catch (OperationCanceledException)
        {
            throw new UserError($"The coordinator at {Server} has not answered within {Patience.TotalSeconds:0} s. Whether it did what was asked is unknown; 'orchestrator watch' tells.");
        }
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
    }

    private async Task RequireAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode) return;
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            throw new UserError($"The coordinator at {Server} does not know you: put its token into {ServerOption.TokenVariable}.");
        throw new UserError(await DetailAsync(answer) ?? $"{Server} answers {(int)answer.StatusCode} {answer.ReasonPhrase}. Is it a coordinator?");
    }

    private static async Task<string?> DetailAsync(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return null;
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
    }

    private async Task<T> OrTimeoutAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        try
        {
            return await task;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The coordinator at {Server} fell silent.");
        }
    }
}
