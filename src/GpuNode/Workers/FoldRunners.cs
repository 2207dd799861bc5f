using Orchestrator.GpuNode.Storage;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;

namespace Orchestrator.GpuNode.Workers;

/// <summary>What a worker process trains with.</summary>
public static class FoldRunners
{
    /// <summary>libtorch, with so many intra-op threads. It is loaded by the first fold, so that an idle worker costs little.</summary>
    /// <param name="threads">At least 1.</param>
    /// <param name="storage">Where data and checkpoints are brought that lie elsewhere; null = all is on this machine.</param>
    public static FoldRunner Torch(int threads, NodeStorage? storage = null)
    {
        var trainer = new Lazy<FoldTrainer>(() =>
        {
            TorchRuntime.Threads = threads;
            return new FoldTrainer(store: storage is null ? null : new DataSetStore(storage.Cache, storage.CacheBytes));
        });
        FoldRunner train = (assignment, device, listener, stop) => trainer.Value.Run(assignment, device, listener, stop);
        return storage is null ? train : new RemoteStorageFoldRunner(train, storage).Run;
    }
}
