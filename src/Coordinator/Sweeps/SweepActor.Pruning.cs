using Akka.Actor;
using Akka.Event;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Search.Pruners;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Pruning;

namespace Orchestrator.Coordinator.Sweeps;

// Stops hopeless trials, where the sweep asks for it.
public sealed partial class SweepActor
{
    private readonly LearningCurves curves = new();
    private PruningJudge? judge;
    private bool loadingCurves;
    private bool pruningFailed;

    private string ObjectiveMetric => $"validation/{State.Definition.Objective.Metric}";

    // The curves of before are in the journal; those of running folds are told again by the attempts that continue them.
    private bool PruningIsReady()
    {
        if (loadingCurves)
        {
            return false;
        }
        if (judge is not null || State.Definition.Search.Pruning is null)
        {
            return true;
        }
        judge = new PruningJudge(State.Definition);
        loadingCurves = true;
        ReadCurvesAsync().PipeTo(Self);
        return false;
    }

    private async Task<CurvesLoaded> ReadCurvesAsync()
    {
        var rows = new List<MeasurementRow>();
        var metric = ObjectiveMetric;
        await foreach (var row in services.Measurements.ReadAsync(sweep).ConfigureAwait(false))
        {
            if (row.Metric == metric)
            {
                rows.Add(row);
            }
        }
        return new CurvesLoaded(rows);
    }

    private void EndLoading(CurvesLoaded loaded)
    {
        foreach (var row in loaded.Rows)
        {
            curves.Add(new FoldId(row.Trial, row.Fold), row.Epoch, State.Definition.Objective.AsLoss(row.Value));
        }
        loadingCurves = false;
        Stash.UnstashAll();
        CommitAfterThis();
    }

    private void PruneAfterEpoch(EpochMeasured measured)
    {
        var fold = measured.Attempt.Fold;
        if (judge is null || fold.IsRefit || !measured.Metrics.TryGetValue(ObjectiveMetric, out var score))
        {
            return;
        }
        curves.Add(fold, measured.Epoch, State.Definition.Objective.AsLoss(score));
        Prune(fold.Trial, () => judge.AfterEpoch(State, curves, fold, measured.Epoch));
    }

    private void PruneAfterFold(FoldId fold)
    {
        if (judge is null || fold.IsRefit || State.Trials[fold.Trial].Ended)
        {
            return;
        }
        Prune(fold.Trial, () => judge.AfterFold(State, curves, fold.Trial));
    }

    // What the verdict is based on becomes durable with the verdict, or before it.
    private void Prune(int trial, Func<Verdict> judged)
    {
        if (Judged(trial, judged) is { Prunes: true } verdict)
        {
            Execute(new PruneTrial(trial, verdict.Reason, Now));
        }
    }

    // Whatever a pruner throws ends the search: it would come again after each recovery. It is not asked again.
    private Verdict Judged(int trial, Func<Verdict> judged)
    {
        if (pruningFailed)
        {
            return Verdict.Continue;
        }

        try
        {
            return judged();
        }
        catch (Exception e)
        {
            log.Error(e, "The pruner '{0}' failed at trial {1}", State.Definition.Search.Pruning!.Pruner, trial);
            pruningFailed = true;
            Execute(new FailPruning(trial, e.Message, Now));
            return Verdict.Continue;
        }
    }

    private sealed record CurvesLoaded(IReadOnlyList<MeasurementRow> Rows);
}
