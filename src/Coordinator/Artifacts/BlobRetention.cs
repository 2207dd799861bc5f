using Orchestrator.Contracts.Artifacts;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Artifacts;

/// <summary>
/// Keeps a coordinator's data files within a limit. A file stays as long as a sweep that has not ended names it, while it is on its way
/// to or from somebody, and for an hour after anybody asked for it; of the others, the one used longest ago goes first. Whoever
/// submits a sweep on data that is gone sends it again.
/// </summary>
public sealed class BlobRetention : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // A sweep is submitted after the last of its files, and its first file may have been here already.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly ArtifactStore store;
    private readonly long? limit;
    private readonly Func<CancellationToken, Task<IReadOnlySet<string>>> needed;
    private readonly Action<string> say;
    private readonly CancellationTokenSource over = new();
    private Task running = Task.CompletedTask;
    private bool cramped;

    /// <param name="store">Whose data files.</param>
    /// <param name="limit">Most bytes; null = none are deleted.</param>
    /// <param name="needed">Hashes of the files that sweeps need; see <see cref="DataInUse"/>. What it cannot tell is deleted by
    /// nobody.</param>
    /// <param name="say">Hears of each deletion and its reason, in a sentence.</param>
    public BlobRetention(ArtifactStore store, long? limit, Func<CancellationToken, Task<IReadOnlySet<string>>> needed,
        Action<string> say) =>
        (this.store, this.limit, this.needed, this.say) = (store, limit, needed, say);

    /// <summary>Clears away remains of broken transfers, and looks after the limit from now on until it is disposed of.</summary>
    public BlobRetention Start()
    {
        running = Task.Run(RunAsync);
        return this;
    }

    /// <summary>Looks once.</summary>
    /// <exception cref="JournalException">Nobody can tell now what is needed; nothing was deleted.</exception>
    public async Task TrimAsync(CancellationToken cancellationToken = default)
    {
        var files = store.Blobs.Files().ToArray();
        var total = files.Sum(file => file.Length);
        if (limit is not { } most || total <= most)
        {
            return;
        }

        var stay = await needed(cancellationToken).ConfigureAwait(false);
        foreach (var file in files.Where(file => ContentHash.IsValid(file.Name) && !stay.Contains(file.Name))
            .OrderBy(file => file.LastAccessTimeUtc))
        {
            file.Refresh(); // somebody may have asked for it this moment
            if (!file.Exists || DateTime.UtcNow - file.LastAccessTimeUtc < Grace || store.Transfers.Contains(file.Name))
            {
                continue;
            }

            var size = file.Length;
            file.Delete();
            say($"Deleted data file {file.Name} ({Size(size)}): data files took {Size(total)}, where --data-limit allows {Size(most)}; "
                + $"no sweep that goes on needs it, and it was last used {file.LastAccessTimeUtc:u}.");
            total -= size;
            if (total <= most)
            {
                break;
            }
        }
        if (total > most && !cramped)
        {
            say($"Data files take {Size(total)}, where --data-limit allows {Size(most)}: all of them are needed, or were asked for "
                + $"within the last hour.");
        }

        cramped = total > most;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        over.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            await TryAsync(() =>
            {
                foreach (var folder in store.Folders)
                {
                    BrokenTransfers.Clear(folder, say);
                }

                return Task.CompletedTask;
            }).ConfigureAwait(false);
            do
            {
                await TryAsync(() => TrimAsync(over.Token)).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(over.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The coordinator ends.
        }
    }

    private async Task TryAsync(Func<Task> look)
    {
        try
        {
            await look().ConfigureAwait(false);
        }
        catch (Exception e) when (e is JournalException or IOException or UnauthorizedAccessException or FormatException)
        {
            say($"The data files could not be looked through this time: {e.Message}");
        }
    }

    private static string Size(long bytes) => FormattableString.Invariant($"{bytes / (double)(1L << 30):0.###} GiB");
}
