using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Search;
using Orchestrator.Search.Pruners;

namespace Orchestrator.Sweeps.Pruning;

/// <summary>Asks the sweep's pruner about a trial, in such a way that the answer does not depend on timing.</summary>
/// <remarks>
/// A trial's rivals are among those that its suggestion saw: trials 0 .. t - parallel, which had all ended. Trials are compared by the
/// curve of their first fold alone, because how far a pruned trial's other folds came is a matter of timing; racing compares completed
/// folds, in order. In a search fold by fold the rivals of a fold are the same folds that its grant saw. So whether a trial is pruned is a
/// function of the sweep's seed and data, like its suggestion.
/// </remarks>
public sealed class PruningJudge
{
    private readonly SweepDefinition definition;
    private readonly IPruner pruner;

    /// <summary>The judge of a sweep that prunes.</summary>
    /// <exception cref="ArgumentException">The pruner is unknown, or the sweep has none.</exception>
    public PruningJudge(SweepDefinition definition)
    {
        var pruning = definition.Search.Pruning ?? throw new ArgumentException("The sweep has no pruner.", nameof(definition));
        this.definition = definition;
        pruner = PrunerRegistry.Create(pruning.Pruner, Options(definition, pruning));
    }

    /// <summary>The verdict after an epoch of a fold.</summary>
    public Verdict AfterEpoch(SweepState state, LearningCurves curves, FoldId fold, int epoch)
    {
        var rivals = definition.Search.FoldWise is not null
            ? FoldWise.Rivals(state, fold).Select(rival => rival.Status switch
            {
                WorkStatus.Completed => Completed(curves, rival.Id),
                _ when state.Trials[rival.Id.Trial].Status == WorkStatus.Pruned => Stopped(curves, rival.Id),
                _ => null,
            })
            : fold.Fold > 0 ? [] : Rivals(state, fold.Trial).Select(rival => rival switch
            {
                { Status: WorkStatus.Completed } => Completed(curves, rival.Folds[0].Id),
                { Status: WorkStatus.Pruned } => Stopped(curves, rival.Folds[0].Id),
                _ => null,
            });
        return pruner.Judge(
            new PruningRequest(new FoldCurve(fold.Trial, fold.Fold, curves.Of(fold, epoch)), [.. rivals.OfType<FoldCurve>()])
            {
                Words = new(definition.Objective.Metric, definition.Objective.Direction == Direction.Maximize),
            });
    }

    /// <summary>The verdict after a fold is completed: by racing, on each of the trial's folds up to the first that is not.</summary>
    public Verdict AfterFold(SweepState state, LearningCurves curves, int trial)
    {
        if (pruner is not RacingPruner)
        {
            return Verdict.Continue;
        }

        FoldCurve[] own =
            [.. state.Trials[trial].Folds.TakeWhile(f => f.Status == WorkStatus.Completed).Select(f => Completed(curves, f.Id))];
        FoldCurve[] rivals =
            [.. Rivals(state, trial).Where(r => r.Status == WorkStatus.Completed).SelectMany(r => r.Folds)
                .Select(f => Completed(curves, f.Id))];
        return own.Select((fold, k) => pruner.Judge(new PruningRequest(fold, [.. rivals, .. own[..k]])))
            .FirstOrDefault(v => v.Prunes, Verdict.Continue);
    }

    private IEnumerable<TrialState> Rivals(SweepState state, int trial) => state.Trials.Take(definition.Search.Seen(trial));

    private static FoldCurve Completed(LearningCurves curves, FoldId fold) => new(fold.Trial, fold.Fold, curves.Of(fold), Completed: true);

    private static FoldCurve Stopped(LearningCurves curves, FoldId fold) => new(fold.Trial, fold.Fold, curves.Of(fold));

    private static PruningOptions Options(SweepDefinition definition, PruningDefinition asked)
    {
        var standard = new PruningOptions();
        return new PruningOptions
        {
            Seed = definition.Seed,
            Epochs = definition.Stopping.Epochs,
            WarmUpEpochs = asked.WarmUpEpochs ?? standard.WarmUpEpochs,
            StartUpTrials = asked.StartUpTrials ?? standard.StartUpTrials,
            Percentile = asked.Percentile ?? standard.Percentile,
            FirstRung = asked.FirstRung ?? standard.FirstRung,
            Reduction = asked.Reduction ?? standard.Reduction,
            Patience = asked.Patience ?? standard.Patience,
            LargestLoss = asked.Limit is { } limit ? definition.Objective.AsLoss(limit) : standard.LargestLoss,
            Significance = asked.Significance ?? standard.Significance,
        };
    }
}
