using System.Globalization;
using Orchestrator.Search.FoldWise;
using Orchestrator.Search.Pruners;

namespace Orchestrator.Search.Benchmarks;

/// <summary>Searches fold by fold beside searches that train all folds of all trials, with pruners and without, over recorded
/// tables.</summary>
internal static class FoldWiseTable
{
    private const double Chance = 0.05;
    private const int StartUp = 3;

    /// <summary>Runs and prints.</summary>
    public static void Print(IReadOnlyList<string> tables, IReadOnlyList<string> samplers, int seeds, int trials, int parallel)
    {
        Console.WriteLine($"{trials} trials, {parallel} at a time, means over {seeds} seeds; regret in the metric's unit; place: how many "
            + "configurations are better than the chosen one");
        foreach (var table in tables.Select(RecordedTable.Open))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{table.Name}: {table.Losses.Length} configurations x {table.Folds} folds x {table.Epochs} epochs, best "
                    + $"{Math.Abs(table.Losses[0]):G5}, median {Math.Abs(table.Losses[table.Losses.Length / 2]):G5}"));
            foreach (var sampler in samplers)
            {
                foreach (var (name, run) in Ways(table, sampler, trials, parallel))
                {
                    Line(table, sampler, name, [.. Enumerable.Range(0, seeds).Select(seed => run((ulong)seed))],
                        trials * table.Folds * table.Epochs);
                }
            }
        }
    }

    private static IEnumerable<(string Name, Func<ulong, TableRun> Run)> Ways(RecordedTable table, string sampler, int trials,
        int parallel)
    {
        TableRun ByTrials(ulong seed, IPruner? pruner, int count) =>
            TableRun.ByTrials(table, SamplerRegistry.Create(sampler, table.Space, seed), pruner, count, parallel);
        TableRun ByFolds(ulong seed, IPruner? pruner, double chance = Chance) => new FoldWiseRun(table,
            SamplerRegistry.Create(sampler, table.Space, seed), new(table.Folds, StartUp, chance), pruner, trials, parallel).Run();
        yield return ("all folds", seed => ByTrials(seed, null, trials));
        yield return ("all folds, half the trials", seed => ByTrials(seed, null, trials / 2));
        yield return ("racing", seed => ByTrials(seed, new RacingPruner(0.05), trials));
        yield return ("hyperband", seed => ByTrials(seed, new HyperbandPruner(1, table.Epochs, 3, seed), trials));
        yield return ("fold by fold", seed => ByFolds(seed, null));
        yield return ("fold by fold, least chance .1", seed => ByFolds(seed, null, 0.1));
        yield return ("fold by fold and median", seed => ByFolds(seed, new PercentilePruner(50, 5, table.Epochs / 3)));
    }

    private static void Line(RecordedTable table, string sampler, string name, TableRun[] runs, int all)
    {
        var place = runs.Average(run => table.Losses.Count(loss => loss < table.Losses[0] + run.Regret - 1e-12));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {sampler,-10}{name,-31}regret {runs.Average(run => run.Regret),-9:G3}place {place,-6:0.0}epochs "
                + $"{runs.Average(run => (double)run.Epochs) / all,6:0.0%}  whole trials {runs.Average(run => (double)run.Whole),5:0.0}"));
    }
}
