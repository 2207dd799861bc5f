using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Certificates;
using Orchestrator.Contracts.Wire;

namespace Orchestrator.GpuNode.Data;

/// <summary>
/// Fetches and stores data sets, checkpoints and models over a coordinator's HTTP API. A coordinator that is away, as while another takes
/// its seat, is tried again for a while.
/// </summary>
public sealed class ArtifactClient : IDisposable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);
    private const int BufferSize = 1 << 16;
    private const long Large = 1 << 20;
    private readonly HttpClient http;
    private readonly Patience patience;

    /// <summary>A client; nothing is sent yet.</summary>
    /// <param name="server">The coordinator's address.</param>
    /// <param name="token">What it presents; null = nothing.</param>
    /// <param name="patience">How long a coordinator may be away before, or in the midst of, a transfer; null = a minute.</param>
    /// <param name="trusted">The authorities that the coordinator's certificate must descend from; null = the system's.</param>
    public ArtifactClient(Uri server, string? token, TimeSpan? patience = null, X509Certificate2Collection? trusted = null)
    {
        this.patience = new Patience(patience ?? TimeSpan.FromMinutes(1));
        var handler = new SocketsHttpHandler();
        if (trusted is not null) handler.SslOptions.CertificateChainPolicy = PrivateTrust.Policy(trusted);
        http = new HttpClient(handler) { BaseAddress = new Uri(server.AbsoluteUri.TrimEnd('/') + "/v1/"), Timeout = Timeout.InfiniteTimeSpan };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The coordinator's address.</summary>
    public Uri Server => new(http.BaseAddress!, "..");

    /// <summary>Whether the coordinator has a file.</summary>
    public async Task<bool> HasBlobAsync(string hash, CancellationToken stop) =>
        await PersistAsync(() => OffsetAsync(hash, stop), stop).ConfigureAwait(false) is null;

    /// <summary>Sends a file, unless the coordinator has it. What is interrupted, here or in an earlier call, goes on where it was.</summary>
    /// <returns>Whether it was sent.</returns>
    public async Task<bool> UploadBlobAsync(string hash, string path, CancellationToken stop)
    {
        if (await HasBlobAsync(hash, stop).ConfigureAwait(false)) return false;
        var reached = 0L;
        await PersistAsync(SendRestAsync, stop, () => reached).ConfigureAwait(false);
        return true;

        async Task<bool> SendRestAsync()
        {
            if (await OffsetAsync(hash, stop).ConfigureAwait(false) is not { } offset) return true; // only the answer got lost
            reached = offset;
            return await PatchAsync(hash, path, offset, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Appends what a file lacks. The caller checks the hash.</summary>
    /// <param name="hash">The content.</param>
    /// <param name="partial">The file, absent or cut short.</param>
    /// <param name="stop">Gives up; what has come stays in the file.</param>
    public Task DownloadBlobAsync(string hash, string partial, CancellationToken stop) => PersistAsync(async () =>
    {
        await using var file = new FileStream(partial, FileMode.Append, FileAccess.Write, FileShare.Read, BufferSize, FileOptions.Asynchronous);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"blobs/{hash}");
        if (file.Position > 0) request.Headers.Range = new RangeHeaderValue(file.Position, null);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) return true; // there is no more
        await RequireAsync(answer).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.PartialContent) file.SetLength(0);
        await CopyAsync(answer, file, stop).ConfigureAwait(false);
        return true;
    }, stop, () => new FileInfo(partial) is { Exists: true } begun ? begun.Length : 0);

    /// <summary>Makes a file of a fold the coordinator's latest.</summary>
    /// <param name="name">Such as <c>splice-1/refit/model.bin</c>.</param>
    /// <param name="path">Where the latest shall lie.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>False when the coordinator has none; the file is then left as it is.</returns>
    public Task<bool> FetchAsync(string name, string path, CancellationToken stop) => PersistAsync(async () =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"artifacts/{name}");
        if (File.Exists(path)) request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{ContentHash.OfFile(path)}\""));
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound) return false;
        if (answer.StatusCode == HttpStatusCode.NotModified) return true;
        await RequireAsync(answer).ConfigureAwait(false);
        var temporary = path + ".fetched";
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous))
        {
            await CopyAsync(answer, file, stop).ConfigureAwait(false);
        }
        var (expected, actual) = (answer.Headers.ETag?.Tag.Trim('"') ?? "", ContentHash.OfFile(temporary));
        if (actual != expected) throw new HashMismatchException($"{name} from {Server}", expected, actual);
        File.Move(temporary, path, overwrite: true);
        return true;
    }, stop);

    /// <summary>Hands a file of a fold over.</summary>
    /// <param name="name">Such as <c>splice-1/refit/model.bin</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="stop">Gives up.</param>
    public Task StoreAsync(string name, string path, CancellationToken stop) => PersistAsync(() => PutAsync($"artifacts/{name}", path, stop), stop);

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    // Bytes of a blob that the coordinator has of an upload that broke off; null when it has all.
    private async Task<long?> OffsetAsync(string hash, CancellationToken stop)
    {
        using var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"blobs/{hash}"), stop).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return answer.Headers.TryGetValues(UploadOffset.Header, out var values) ? UploadOffset.Read(values.First()) ?? 0 : 0;
        await RequireAsync(answer).ConfigureAwait(false);
        return null;
    }

    private async Task<bool> PatchAsync(string hash, string path, long offset, CancellationToken stop)
    {
        await using var file = Open(path);
        file.Position = Math.Min(offset, file.Length);
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"blobs/{hash}") { Content = new StreamContent(file, BufferSize) };
        request.Headers.Add(UploadOffset.Header, UploadOffset.Write(offset));
        using var answer = await SendAsync(request, file, stop).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.Conflict) throw new HttpRequestException("Somebody else sends the same file.");
        // What was there before is perhaps what is wrong: it is gone now.
        if (answer.StatusCode == HttpStatusCode.UnprocessableEntity && offset > 0) throw new HttpRequestException("What had come of the file before was damaged.");
        await RequireAsync(answer).ConfigureAwait(false);
        return true;
    }

    // The file that is open is the one that was hashed, also when a newer one takes its name meanwhile.
    private async Task<bool> PutAsync(string route, string path, CancellationToken stop)
    {
        await using var file = Open(path);
        using var request = new HttpRequestMessage(HttpMethod.Put, route) { Content = new StreamContent(file, BufferSize) };
        request.Content.Headers.Add("Content-Digest", ContentHash.ToDigest(await ContentHash.OfAsync(file, stop).ConfigureAwait(false)));
        file.Position = 0;
        using var answer = await SendAsync(request, file, stop).ConfigureAwait(false);
        await RequireAsync(answer).ConfigureAwait(false);
        return true;
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous);

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, FileStream body, CancellationToken stop)
    {
        request.Headers.ExpectContinue = body.Length - body.Position > Large; // who is refused is told so before all is sent
        return http.SendAsync(request, stop);
    }

    private static async Task CopyAsync(HttpResponseMessage answer, FileStream file, CancellationToken stop)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var body = await answer.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        var buffer = new byte[BufferSize];
        while (true)
        {
            silence.CancelAfter(LongestSilence);
            int read;
            try
            {
                read = await body.ReadAsync(buffer, silence.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                throw new HttpRequestException($"Nothing has come for {LongestSilence.TotalSeconds:0} s.");
            }
            if (read == 0) return;
            await file.WriteAsync(buffer.AsMemory(0, read), stop).ConfigureAwait(false);
        }
    }

    private async Task<T> PersistAsync<T>(Func<Task<T>> attempt, CancellationToken stop, Func<long>? progress = null)
    {
        try
        {
            return await patience.PersistAsync(attempt, progress ?? (() => 0), stop).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException reason)
        {
            throw new ArtifactException($"The coordinator at {Server} is not trusted: {reason.Message} Where a private authority vouches for it, name that authority's PEM file with --server-ca; its certificate must name {Server.Host}.", e);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            throw new ArtifactException($"No coordinator answers at {Server}: {e.InnerException?.Message ?? e.Message}. Is it running, and is that its address? --server names another; nodes are told it by the coordinator's --advertise.", e);
        }
    }

    private async Task RequireAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode) return;
        if ((int)answer.StatusCode >= 500) throw new HttpRequestException($"It answers {(int)answer.StatusCode} {answer.ReasonPhrase}");
        throw new ArtifactException(answer.StatusCode == HttpStatusCode.Unauthorized
            ? $"The coordinator at {Server} does not know this machine: put its token into ORCHESTRATOR_TOKEN, or into a file that --token-file names."
            : $"The coordinator at {Server} answers {(int)answer.StatusCode}: {await HttpProblem.DetailAsync(answer).ConfigureAwait(false) ?? answer.ReasonPhrase}");
    }
}
