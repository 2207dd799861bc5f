using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Client.Transport;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Storage;

namespace Orchestrator.Client.Artifacts;

/// <summary>
/// Fetches and stores data sets, checkpoints and models over the coordinators' HTTP API. When the one that is asked is away, the others are
/// tried, and all again for a while.
/// </summary>
public sealed class ArtifactClient : IDisposable
{
    private const int BufferSize = 1 << 16;
    private readonly CoordinatorConnection connection;

    /// <summary>A client; nothing is sent yet.</summary>
    /// <param name="servers">The coordinators' addresses, at least one; they share what is stored.</param>
    /// <param name="token">What it presents; null = nothing.</param>
    /// <param name="retryTime">How long none of them may answer before, or in the midst of, a transfer; null = a minute.</param>
    /// <param name="trusted">The authorities that the coordinators' certificates must descend from; null = the system's.</param>
    /// <param name="silence">How long one that is connected may neither say nor take anything; null = half a minute.</param>
    public ArtifactClient(
        IReadOnlyList<Uri> servers, string? token, TimeSpan? retryTime = null, X509Certificate2Collection? trusted = null,
            TimeSpan? silence = null) =>
        connection =
            new CoordinatorConnection(servers, token, retryTime ?? TimeSpan.FromMinutes(1), silence ?? TimeSpan.FromSeconds(30), trusted);

    /// <summary>A client of one coordinator; nothing is sent yet.</summary>
    public ArtifactClient(Uri server, string? token, TimeSpan? retryTime = null, X509Certificate2Collection? trusted = null)
        : this([server], token, retryTime, trusted)
    {
    }

    /// <summary>The address of the coordinator that answered last.</summary>
    public Uri Server => connection.Server;

    /// <summary>Whether the coordinator has a file.</summary>
    public async Task<bool> HasBlobAsync(string hash, CancellationToken stop) =>
        await connection.PersistAsync(() => OffsetAsync(hash, stop), stop).ConfigureAwait(false) is null;

    /// <summary>Sends a file, unless the coordinator has it. What is interrupted, here or in an earlier call, goes on where it
    /// was.</summary>
    /// <returns>Whether it was sent.</returns>
    public async Task<bool> UploadBlobAsync(string hash, string path, CancellationToken stop)
    {
        if (await HasBlobAsync(hash, stop).ConfigureAwait(false))
        {
            return false;
        }

        var reached = 0L;
        await connection.PersistAsync(SendRestAsync, stop, () => reached).ConfigureAwait(false);
        return true;

        async Task<bool> SendRestAsync()
        {
            if (await OffsetAsync(hash, stop).ConfigureAwait(false) is not { } offset)
            {
                return true; // only the answer got lost
            }

            reached = offset;
            return await PatchAsync(hash, path, offset, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Appends what a file lacks. The caller checks the hash.</summary>
    /// <param name="hash">The content.</param>
    /// <param name="partial">The file, absent or cut short.</param>
    /// <param name="stop">Gives up; what has come stays in the file.</param>
    public Task DownloadBlobAsync(string hash, string partial, CancellationToken stop) => connection.PersistAsync(async () =>
    {
        await using var file =
            new FileStream(partial, FileMode.Append, FileAccess.Write, FileShare.Read, BufferSize, FileOptions.Asynchronous);
        using var request = connection.Request(HttpMethod.Get, $"blobs/{hash}");
        if (file.Position > 0)
        {
            request.Headers.Range = new RangeHeaderValue(file.Position, null);
        }

        using var answer = await connection.SendAsync(request, null, stop).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return true; // there is no more
        }

        await connection.RequireAsync(answer).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.PartialContent)
        {
            file.SetLength(0);
        }

        await connection.CopyAsync(answer, file, stop).ConfigureAwait(false);
        return true;
    }, stop, () => new FileInfo(partial) is { Exists: true } begun ? begun.Length : 0);

    /// <summary>Makes a file of a fold the coordinator's latest.</summary>
    /// <param name="name">Such as <c>splice-1/refit/model.bin</c>.</param>
    /// <param name="path">Where the latest shall lie.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>False when the coordinator has none; the file is then left as it is.</returns>
    public Task<bool> FetchAsync(string name, string path, CancellationToken stop) => connection.PersistAsync(async () =>
    {
        using var request = connection.Request(HttpMethod.Get, $"artifacts/{name}");
        if (File.Exists(path))
        {
            request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{CheckedFile.HashOf(path)}\""));
        }

        using var answer = await connection.SendAsync(request, null, stop).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        if (answer.StatusCode == HttpStatusCode.NotModified)
        {
            return true;
        }

        await connection.RequireAsync(answer).ConfigureAwait(false);
        var temporary = path + ".fetched";
        await using (var file =
            new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous))
        {
            await connection.CopyAsync(answer, file, stop).ConfigureAwait(false);
        }
        var (expected, actual) = (answer.Headers.ETag?.Tag.Trim('"') ?? "", CheckedFile.HashOf(temporary));
        if (actual != expected)
        {
            throw new HashMismatchException($"{name} from {Server}", expected, actual);
        }

        File.Move(temporary, path, overwrite: true);
        return true;
    }, stop);

    /// <summary>Whether the coordinator has a file of a fold.</summary>
    /// <param name="name">Such as <c>splice-1/refit/model.bin</c>.</param>
    /// <param name="stop">Gives up.</param>
    public Task<bool> HasAsync(string name, CancellationToken stop) => connection.PersistAsync(async () =>
    {
        using var request = connection.Request(HttpMethod.Head, $"artifacts/{name}");
        using var answer = await connection.SendAsync(request, null, stop).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.NotFound)
        {
            await connection.RequireAsync(answer).ConfigureAwait(false);
        }

        return answer.IsSuccessStatusCode;
    }, stop);

    /// <summary>Hands a file of a fold over.</summary>
    /// <param name="name">Such as <c>splice-1/refit/model.bin</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="stop">Gives up.</param>
    public Task StoreAsync(string name, string path, CancellationToken stop) =>
        connection.PersistAsync(() => PutAsync($"artifacts/{name}", path, stop), stop);

    /// <inheritdoc />
    public void Dispose() => connection.Dispose();

    // Bytes of a blob that the coordinator has of an upload that broke off; null when it has all.
    private async Task<long?> OffsetAsync(string hash, CancellationToken stop)
    {
        using var request = connection.Request(HttpMethod.Head, $"blobs/{hash}");
        using var answer = await connection.SendAsync(request, null, stop).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return answer.Headers.TryGetValues(UploadOffset.Header, out var values) ? UploadOffset.Read(values.First()) ?? 0 : 0;
        }

        await connection.RequireAsync(answer).ConfigureAwait(false);
        return null;
    }

    private async Task<bool> PatchAsync(string hash, string path, long offset, CancellationToken stop)
    {
        await using var file = Open(path);
        file.Position = Math.Min(offset, file.Length);
        using var request = connection.Request(HttpMethod.Patch, $"blobs/{hash}");
        request.Headers.Add(UploadOffset.Header, UploadOffset.Write(offset));
        using var answer = await connection.SendAsync(request, file, stop).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.Conflict)
        {
            throw new HttpRequestException("Somebody else sends the same file.", null, answer.StatusCode);
        }
        // What was there before is perhaps what is wrong: it is gone now.
        if (answer.StatusCode == HttpStatusCode.UnprocessableEntity && offset > 0)
        {
            throw new HttpRequestException("What had come of the file before was damaged.", null, answer.StatusCode);
        }

        await connection.RequireAsync(answer).ConfigureAwait(false);
        return true;
    }

    // The file that is open is the one that was hashed, also when a newer one takes its name meanwhile.
    private async Task<bool> PutAsync(string route, string path, CancellationToken stop)
    {
        await using var file = Open(path);
        using var request = connection.Request(HttpMethod.Put, route);
        request.Headers.Add("Content-Digest", ContentHash.ToDigest(await ContentHash.OfAsync(file, stop).ConfigureAwait(false)));
        file.Position = 0;
        using var answer = await connection.SendAsync(request, file, stop).ConfigureAwait(false);
        await connection.RequireAsync(answer).ConfigureAwait(false);
        return true;
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous);
}
