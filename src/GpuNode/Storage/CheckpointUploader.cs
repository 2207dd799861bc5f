using System.Threading.Channels;
using Orchestrator.Client.Artifacts;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Models.Training;
using Orchestrator.Storage;

namespace Orchestrator.GpuNode.Storage;

/// <summary>
/// Carries a fold's checkpoints to the coordinator while it trains: after each epoch, beside the training, and only the latest when epochs
/// are faster than the way.
/// </summary>
internal sealed class CheckpointUploader : IFoldListener, IDisposable
{
    private static readonly TimeSpan FinalUploadTimeout = TimeSpan.FromSeconds(20);
    private readonly ArtifactClient coordinator;
    private readonly string folder;
    private readonly string name;
    private readonly IFoldListener listener;
    private readonly Channel<bool> due =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource over = new();
    private readonly Task carrying;

    /// <param name="coordinator">Where to.</param>
    /// <param name="folder">The fold's artifact folder on this machine.</param>
    /// <param name="name">The folder's name with the coordinator.</param>
    /// <param name="listener">Hears everything too.</param>
    public CheckpointUploader(ArtifactClient coordinator, string folder, string name, IFoldListener listener)
    {
        (this.coordinator, this.folder, this.name, this.listener) = (coordinator, folder, name, listener);
        carrying = Task.Run(CarryAsync);
    }

    /// <summary>Takes over what an earlier attempt, perhaps elsewhere, has left.</summary>
    public void FetchCheckpoint(CancellationToken stop) => Fetch(name, folder, stop);

    /// <summary>Brings the ended fold here from whose weights this one goes on.</summary>
    /// <param name="parent">Its folder's name with the coordinator.</param>
    /// <returns>Its folder on this machine, which goes when the fold's does.</returns>
    public string FetchStart(string parent, CancellationToken stop)
    {
        var start = Directory.CreateDirectory(Path.Combine(folder, "start")).FullName;
        Fetch(parent, start, stop);
        return start;
    }

    /// <summary>Sends all that the fold has left, at its end.</summary>
    /// <param name="mustArrive">Whether failing to is a failure of the fold.</param>
    /// <param name="stop">Asks to come to an end: then what is on its way has a moment more.</param>
    public void Deliver(bool mustArrive, CancellationToken stop)
    {
        due.Writer.TryComplete();
        using var timeout = new CancellationTokenSource();
        using var stopping = stop.Register(() => timeout.CancelAfter(FinalUploadTimeout)); // at once, where it was asked to stop already
        try
        {
            carrying.WaitAsync(timeout.Token).GetAwaiter().GetResult();
            foreach (var path in Directory.EnumerateFiles(folder, "*.bin").Order(StringComparer.Ordinal))
            {
                coordinator.StoreAsync($"{name}/{Path.GetFileName(path)}", path, timeout.Token).GetAwaiter().GetResult();
            }
        }
        catch (Exception e) when (!mustArrive && e is ArtifactException or OperationCanceledException or IOException)
        {
            Console.Error.WriteLine($"The last checkpoint of {name} did not reach the coordinator, an earlier one did: {e.Message}");
        }
    }

    /// <inheritdoc />
    public void OnStarted(int fromEpoch, string device) => listener.OnStarted(fromEpoch, device);

    /// <inheritdoc />
    public void OnEpoch(int epoch, IReadOnlyDictionary<string, double> metrics)
    {
        due.Writer.TryWrite(true);
        listener.OnEpoch(epoch, metrics);
    }

    /// <inheritdoc />
    public void OnStep(int epoch, int step, int steps) => listener.OnStep(epoch, step, steps);

    /// <inheritdoc />
    public void OnCheckpointRefused(string reason) => listener.OnCheckpointRefused(reason);

    /// <inheritdoc />
    public void Dispose()
    {
        due.Writer.TryComplete();
        over.Cancel();
        ((Task)carrying).ContinueWith(_ => over.Dispose(), TaskScheduler.Default);
    }

    private void Fetch(string from, string to, CancellationToken stop) =>
        coordinator.FetchAsync($"{from}/{ArtifactNames.Checkpoint}", Path.Combine(to, ArtifactNames.Checkpoint), stop)
            .GetAwaiter().GetResult();

    private async Task CarryAsync()
    {
        var sent = "";
        await foreach (var _ in due.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                var path = Path.Combine(folder, ArtifactNames.Checkpoint);
                if (!File.Exists(path) || CheckedFile.HashOf(path) is var hash && hash == sent)
                {
                    continue;
                }

                await coordinator.StoreAsync($"{name}/{ArtifactNames.Checkpoint}", path, over.Token).ConfigureAwait(false);
                sent = hash;
            }
            catch (Exception e) when (e is ArtifactException or OperationCanceledException or IOException)
            {
                // The next epoch's goes instead. A dead node's fold would go on from an earlier one.
                if (!over.IsCancellationRequested)
                {
                    Console.Error.WriteLine($"A checkpoint of {name} did not reach the coordinator: {e.Message}");
                }
            }
        }
    }
}
