using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Training;
using Orchestrator.Plugins;
using Orchestrator.Storage;

namespace Orchestrator.GpuNode.Storage;

/// <summary>
/// Trains folds whose data may have to be fetched, and whose checkpoint may lie with the coordinator. What another node left off is gone
/// on with here, to the same bits.
/// </summary>
/// <param name="train">Trains a fold whose data and artifact folder are on this machine.</param>
/// <param name="storage">Where they shall be, and how the coordinator is reached.</param>
public sealed class RemoteStorageFoldRunner(FoldRunner train, NodeStorage storage)
{
    private readonly DatasetCache cache = new(storage.Cache, storage.CacheBytes);

    /// <summary>See <see cref="FoldTrainer.Run"/>.</summary>
    /// <exception cref="ArtifactException">Data or checkpoint cannot be had, or the result cannot be handed over.</exception>
    public FoldResult Run(FoldAssignment assignment, string device, IFoldListener listener, CancellationToken stop)
    {
        using var coordinator = storage.Client(assignment.Store);
        var files = coordinator is null ? null : new CoordinatorFiles(coordinator);
        // A worker has one thread for its fold and nothing else to do with it.
        var plugins = (assignment.Definition.Plugins ?? [])
            .Select(plugin => cache.LocateAsync(plugin, files, stop).GetAwaiter().GetResult()).ToEquatableList();
        PluginRegistry.Use(plugins); // one of them may read the data
        var data = cache.LocateAsync(assignment.Definition.Data, files, stop).GetAwaiter().GetResult();
        var model = assignment.Definition.Model;
        if (model.Command is { } command)
        {
            model = model with { Command = cache.LocateAsync(command, files, stop).GetAwaiter().GetResult() };
        }

        var located = assignment with
        {
            Definition = assignment.Definition with { Data = data, Model = model, Plugins = plugins.Count == 0 ? null : plugins },
        };
        if (assignment.Store is not { } store || (storage.Shares && SharedFolder.IsVisible(store)))
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
        using var uploader = new CheckpointUploader(coordinator, folder.Path, name, listener);
        uploader.FetchCheckpoint(stop);
        var start = assignment.ContinueFrom is { } parent ? uploader.FetchStart(NameOf(parent), stop) : null;
        FoldResult result;
        try
        {
            result = train(located with { ArtifactFolder = folder.Path, ContinueFrom = start }, device, uploader, stop);
        }
        catch (OperationCanceledException)
        {
            uploader.Deliver(mustArrive: false, stop);
            throw;
        }
        uploader.Deliver(mustArrive: true, stop);
        return result;

        string NameOf(string path) => Path.GetRelativePath(store.Root, path).Replace('\\', '/');
    }
}
