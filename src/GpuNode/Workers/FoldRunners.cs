using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Storage;
using Orchestrator.GpuNode.Workers.Trainers;
using Orchestrator.Interpretation;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;
using Orchestrator.Plugins;

namespace Orchestrator.GpuNode.Workers;

/// <summary>What a worker process trains and explains with.</summary>
public static class FoldRunners
{
    // libtorch draws from random numbers that are the process's: two folds at once would each take from the other's. Between two steps,
    // which seed anew, a thread may train another fold within its own turn.
    private static readonly Lock Turn = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.1);

    /// <summary>libtorch, with so many intra-op threads, or the command that a sweep names. libtorch is loaded by the first fold that needs
    /// it, so that an idle worker costs little.</summary>
    /// <param name="threads">At least 1.</param>
    /// <param name="storage">Where data and checkpoints are brought that lie elsewhere; null = all is on this machine.</param>
    public static FoldRunner Torch(int threads, NodeStorage? storage = null)
    {
        var store = storage is null ? null : new DataSetStore(storage.Cache, storage.CacheBytes);
        var trainer = new Lazy<FoldTrainer>(() =>
        {
            TorchRuntime.Threads = threads;
            return new FoldTrainer(store: store, ranking: InputElimination.Rank);
        });
        var explainer = new Lazy<ExplanationRunner>(() =>
        {
            TorchRuntime.Threads = threads;
            return new ExplanationRunner(store, trainer: trainer.Value);
        });
        var commands = new Lazy<CommandTrainer>(() => new CommandTrainer(threads, store));
        FoldRunner run = (assignment, device, listener, stop) =>
        {
            PluginRegistry.Use(assignment.Definition.Plugins ?? []);
            return assignment.Definition switch
            {
                { Model.Command: not null } => commands.Value.Run(assignment, device, listener, stop),
                { Explanation: null } => InTurn(() => trainer.Value.Run(assignment, device, listener, stop), stop),
                _ => InTurn(() => explainer.Value.Run(assignment, device, listener, stop), stop),
            };
        };
        return storage is null ? run : new RemoteStorageFoldRunner(run, storage).Run;
    }

    private static FoldResult InTurn(Func<FoldResult> run, CancellationToken stop)
    {
        while (!Turn.TryEnter(Patience))
        {
            stop.ThrowIfCancellationRequested();
        }

        try
        {
            return run();
        }
        finally
        {
            Turn.Exit();
        }
    }
}
