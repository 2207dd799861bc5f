using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Search.Pruners;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Pruning;

namespace Orchestrator.Coordinator.Sweeping;

// Stops hopeless trials, where the sweep asks for it.
public sealed partial class SweepActor
{
    private readonly LearningCurves curves = new();
    private PruningJudge? judge;

    private string ObjectiveMetric => $"validation/{State.Definition.Objective.Metric}";

    private void PruneAfterEpoch(EpochMeasured measured)
    {
        var fold = measured.Attempt.Fold;
        if (judge is null || fold.IsRefit || !measured.Metrics.TryGetValue(ObjectiveMetric, out var score)) return;
        curves.Add(fold, measured.Epoch, State.Definition.Objective.AsLoss(score));
        Prune(fold.Trial, judge.AfterEpoch(State, curves, fold, measured.Epoch));
    }

    private void PruneAfterFold(FoldId fold)
    {
        if (judge is null || fold.IsRefit || State.Trials[fold.Trial].Ended) return;
        Prune(fold.Trial, judge.AfterFold(State, curves, fold.Trial));
    }

    // What the verdict is based on is durable before the verdict is.
    private void Prune(int trial, Verdict verdict)
    {
        if (verdict.Prunes) Execute(new PruneTrial(trial, verdict.Reason, Now));
    }

    // The curves of before are in the journal; those of running folds are told again by the attempts that continue them.
    private async ValueTask PrepareJudgeAsync()
    {
        if (judge is not null || State.Plan?.Search.Pruning is null) return;
        judge = new PruningJudge(State.Definition);
        await foreach (var row in services.Journal.ReadMeasurementsAsync(PersistenceId, cancellationToken: Context.Stopping))
        {
            if (row.Metric == ObjectiveMetric) curves.Add(new FoldId(row.Trial, row.Fold), row.Epoch, State.Definition.Objective.AsLoss(row.Value));
        }
    }
}
