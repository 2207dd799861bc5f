using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.FoldWise;
using Orchestrator.Search.Pruners;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Benchmarks;

/// <summary>A search fold by fold over a recorded table, by the rules of a sweep: see Orchestrator.Sweeps.FoldWise.</summary>
internal sealed class FoldWiseRun(RecordedTable table, ISampler sampler, FoldJudge judge, IPruner? pruner, int trials, int parallel)
{
    private readonly List<Configuration> configurations = [];
    private readonly List<FoldCurve> grants = []; // in the order of their grant
    private readonly HashSet<int> ended = [];

    /// <summary>To its end.</summary>
    public TableRun Run()
    {
        for (var seen = 0; ;)
        {
            FoldLosses[] known = [.. Known(seen)];
            var unseen = grants.Skip(seen).Select(grant => grant.Trial).ToHashSet();
            var verdict = judge.Judge(known,
                known.Select(trial => trial.Trial).Where(trial => !ended.Contains(trial) && !unseen.Contains(trial)).ToHashSet());
            ended.UnionWith(verdict.Hopeless.Select(hopeless => hopeless.Trial));
            if (verdict.Next is { } next)
            {
                Train(next.Trial, seen);
            }
            else if (configurations.Count < trials && Suggest(known, seen) is { } configuration)
            {
                configurations.Add(configuration);
                Train(configurations.Count - 1, seen);
            }
            else if (seen < grants.Count)
            {
                seen++;
                continue;
            }
            else
            {
                return Result();
            }

            seen = Math.Max(seen, grants.Count - parallel + 1);
        }
    }

    private Configuration? Suggest(FoldLosses[] known, int seen)
    {
        var model = new FoldModel(table.Folds, known);
        var byTrial = known.ToDictionary(trial => trial.Trial);
        var begun = grants.Take(seen).Select(grant => grant.Trial).ToHashSet();
        Observation[] observed = [.. begun.Order().Select(trial => byTrial.TryGetValue(trial, out var losses)
            ? model.Observe(configurations[trial], losses)
            : new Observation(trial, configurations[trial], double.PositiveInfinity))];
        Configuration[] pending = [.. configurations.Where((_, trial) => !begun.Contains(trial))];
        return sampler.Suggest(new(configurations.Count, observed, pending));
    }

    private void Train(int trial, int seen)
    {
        var fold = (trial + grants.Count(grant => grant.Trial == trial)) % table.Folds;
        var curve = table.Curves(configurations[trial])[fold];
        FoldCurve[] rivals = [.. grants.Take(seen).Where(grant => grant.Fold == fold)];
        for (var epoch = 1; pruner is not null && epoch <= curve.Length; epoch++)
        {
            if (pruner.Judge(new(new FoldCurve(trial, fold, curve[..epoch]), rivals)).Prunes)
            {
                grants.Add(new FoldCurve(trial, fold, curve[..epoch]));
                ended.Add(trial);
                return;
            }
        }

        grants.Add(new FoldCurve(trial, fold, curve, Completed: true));
    }

    private IEnumerable<FoldLosses> Known(int seen)
    {
        foreach (var trial in grants.Take(seen).GroupBy(grant => grant.Trial).Where(trial => trial.All(grant => grant.Completed)))
        {
            var losses = new double?[table.Folds];
            foreach (var grant in trial)
            {
                losses[grant.Fold] = table.Loss(configurations[trial.Key], grant.Fold);
            }

            yield return new(trial.Key, losses);
        }
    }

    private TableRun Result()
    {
        double[] whole = [.. Known(grants.Count).Where(trial => trial.IsWhole).Select(trial => trial.Losses.Average()!.Value)];
        return new(whole.Min() - table.Losses[0], grants.Sum(grant => grant.Epochs), whole.Length);
    }
}
