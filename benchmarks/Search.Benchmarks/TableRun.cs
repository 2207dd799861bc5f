using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.FoldWise;
using Orchestrator.Search.Pruners;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Benchmarks;

/// <summary>What a search over a recorded table came to.</summary>
/// <param name="Regret">The mean over all folds of the configuration that it ends with, less the least in the table.</param>
/// <param name="Epochs">Trained, over all folds.</param>
/// <param name="Whole">Trials with all their folds.</param>
internal sealed record TableRun(double Regret, int Epochs, int Whole)
{
    /// <summary>Every trial gets all its folds, unless a pruner ends it: by its first fold's curve, or between folds.</summary>
    /// <param name="table">Over what.</param>
    /// <param name="sampler">Who searches.</param>
    /// <param name="pruner">Null = none.</param>
    /// <param name="trials">How many.</param>
    /// <param name="parallel">The suggestion of trial t sees trials 0 .. t - parallel.</param>
    public static TableRun ByTrials(RecordedTable table, ISampler sampler, IPruner? pruner, int trials, int parallel)
    {
        var (observed, curves, ofFolds) = (new List<Observation>(), new List<FoldCurve>(), new List<double>());
        var (epochs, best, whole) = (0, double.PositiveInfinity, 0);
        for (var trial = 0; trial < trials; trial++)
        {
            var seen = Math.Max(0, trial - parallel + 1);
            var request = new SuggestionRequest(trial, observed[..seen], [.. observed.Skip(seen).Select(o => o.Configuration)]);
            if (sampler.Suggest(request) is not { } configuration)
            {
                break;
            }

            FoldCurve[] rivals = [.. curves.Where(curve => curve.Trial < seen)];
            var (own, trained, pruned) = Train(table.Curves(configuration), trial, pruner, rivals);
            curves.AddRange(own);
            epochs += trained;
            if (pruned)
            {
                observed.Add(new(trial, configuration, double.PositiveInfinity));
                continue;
            }

            ofFolds.AddRange(Enumerable.Range(0, table.Folds).Select(fold => table.Loss(configuration, fold)));
            var mean = ofFolds.TakeLast(table.Folds).Average();
            observed.Add(new(trial, configuration, mean));
            ComparisonNoise.Tell(observed, [.. ofFolds], table.Folds);
            best = Math.Min(best, mean);
            whole++;
        }

        return new(best - table.Losses[0], epochs, whole);
    }

    private static (IReadOnlyList<FoldCurve> Own, int Epochs, bool Pruned) Train(double[][] losses, int trial, IPruner? pruner,
        FoldCurve[] rivals)
    {
        if (pruner is RacingPruner)
        {
            var done = new List<FoldCurve>();
            foreach (var (fold, curve) in losses.Index())
            {
                var current = new FoldCurve(trial, fold, curve, Completed: true);
                if (pruner.Judge(new(current, [.. rivals, .. done])).Prunes)
                {
                    return ([], (fold + 1) * curve.Length, true); // as in a sweep, which compares with whole trials only
                }

                done.Add(current);
            }

            return (done, losses.Sum(curve => curve.Length), false);
        }

        // The folds train side by side, and all end when the first one is pruned.
        var first = losses[0];
        var end = pruner is null ? null : Enumerable.Range(1, first.Length)
            .Where(epoch => pruner.Judge(new(new FoldCurve(trial, 0, first[..epoch]), rivals)).Prunes).Cast<int?>().FirstOrDefault();
        return ([new FoldCurve(trial, 0, first[..(end ?? first.Length)], Completed: end is null)], (end ?? first.Length) * losses.Length,
            end is not null);
    }
}
