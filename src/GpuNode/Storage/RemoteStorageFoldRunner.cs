using Orchestrator.Client.Artifacts;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Workers;
using Orchestrator.Models.Training;

namespace Orchestrator.GpuNode.Storage;

/// <summary>
/// Trains folds whose data may have to be fetched, and whose checkpoint may lie with the coordinator. What another node left off is gone
/// on with here, to the same bits.
/// </summary>
/// <param name="train">Trains a fold whose data and artifact folder are on this machine.</param>
/// <param name="storage">Where they shall be, and how the coordinator is reached.</param>
public sealed class RemoteStorageFoldRunner(FoldRunner train, NodeStorage storage)
{
    private readonly DatasetCache depot = new(storage.Cache, storage.CacheBytes);

    /// <summary>See <see cref="FoldTrainer.Run"/>.</summary>
    /// <exception cref="ArtifactException">Data or checkpoint cannot be had, or the result cannot be handed over.</exception>
    public FoldResult Run(FoldAssignment assignment, string device, IFoldListener listener, CancellationToken stop)
    {
        using var coordinator = storage.Client(assignment.Store);
        // A worker has one thread for its fold and nothing else to do with it.
        var data = depot.LocateAsync(assignment.Definition.Data, coordinator, stop).GetAwaiter().GetResult();
        var located = assignment with { Definition = assignment.Definition with { Data = data } };
        if (assignment.Store is not { } store || (storage.Shares && store.IsShared))
        {
            return train(located, device, listener, stop);
        }

        if (coordinator is null)
        {
            throw new ArtifactException(
                $"The folder of checkpoints {store.Root} is not shared with this machine, and the coordinator tells no address: start "
                    + $"it with --advertise, or name it to this node with --server.");
        }

        var name = NameOf(assignment.ArtifactFolder);
        using var folder = new FoldFolder(storage.Cache, name, assignment.Attempt);
        using var courier = new CheckpointUploader(coordinator, folder.Path, name, listener);
        courier.FetchCheckpoint(stop);
        var start = assignment.ContinueFrom is { } parent ? courier.FetchStart(NameOf(parent), stop) : null;
        FoldResult result;
        try
        {
            result = train(located with { ArtifactFolder = folder.Path, ContinueFrom = start }, device, courier, stop);
        }
        catch (OperationCanceledException)
        {
            courier.Deliver(mustArrive: false, stop);
            throw;
        }
        courier.Deliver(mustArrive: true, stop);
        return result;

        string NameOf(string path) => Path.GetRelativePath(store.Root, path).Replace('\\', '/');
    }
}
