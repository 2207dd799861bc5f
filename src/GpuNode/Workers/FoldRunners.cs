using Orchestrator.Models.Training;
using Orchestrator.Torch.Runtime;

namespace Orchestrator.GpuNode.Workers;

/// <summary>What a worker process trains with.</summary>
public static class FoldRunners
{
    /// <summary>libtorch, with so many intra-op threads. It is loaded by the first fold, so that an idle worker costs little.</summary>
    public static FoldRunner Torch(int threads)
    {
        var trainer = new Lazy<FoldTrainer>(() =>
        {
            Libtorch.Threads = threads;
            return new FoldTrainer();
        });
        return (assignment, device, listener, stop) => trainer.Value.Run(assignment, device, listener, stop);
    }
}
