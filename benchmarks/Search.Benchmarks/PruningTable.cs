using System.Globalization;
using Orchestrator.Search.Pruners;

namespace Orchestrator.Search.Benchmarks;

/// <summary>Epochs saved by each pruner, and what that costs, over 200 fixed configurations a seed.</summary>
internal static class PruningTable
{
    private const int Trials = 200;
    private const int Seeds = 10;

    private static readonly (string Name, Func<ulong, IPruner> Create, double? Peer)[] Rows =
    [
        ("none", _ => new NoPruner(), 0),
        ("halving, r = 1, eta = 3", _ => new HalvingPruner(1, 3), 94.70987654320989),
        ("halving, r = 3, eta = 3", _ => new HalvingPruner(3, 3), 88.83333333333333),
        ("halving, r = 1, eta = 4", _ => new HalvingPruner(1, 4), 95.07098765432099),
        ("hyperband, 1 .. 81, eta = 3", seed => new HyperbandPruner(1, 81, 3, seed), 83.56172839506173),
        ("median", _ => new PercentilePruner(50, 5, 0), 89.24074074074075),
        ("median from epoch 9 on", _ => new PercentilePruner(50, 5, 8), 79.29938271604938),
        ("percentile 25 from epoch 3 on", _ => new PercentilePruner(25, 5, 2), 91.42592592592592),
    ];

    /// <summary>Runs and prints.</summary>
    public static void Print()
    {
        Console.WriteLine($"{Seeds} seeds of {Trials} trials of {LearningCurve.Epochs} epochs, one after another");
        Console.WriteLine("pruner                         epochs saved %  optuna's  trials completed  best configuration kept");
        foreach (var (name, create, peer) in Rows)
        {
            var runs = Enumerable.Range(0, Seeds).Select(seed => Run(create((ulong)seed), seed)).ToList();
            var saved = 100 * (1 - Statistics.Median(runs.Select(run => run.Epochs / (double)(Trials * LearningCurve.Epochs))));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-30} {saved,14:0.00} {peer,9:0.00} {Statistics.Median(runs.Select(r => (double)r.Completed)),17:0.0} "
                    + $"{runs.Count(r => r.KeptBest),16} of {Seeds}"));
        }
    }

    private static (int Epochs, int Completed, bool KeptBest) Run(IPruner pruner, int seed)
    {
        var curves = new List<FoldCurve>();
        var (best, bestTrue, incumbent, incumbentLoss) = (-1, double.PositiveInfinity, -1, double.PositiveInfinity);
        for (var trial = 0; trial < Trials; trial++)
        {
            var configuration = NetworkFunctions.Draw(NetworkFunctions.Six, 700, seed, trial);
            var losses = new List<double>();
            var pruned = false;
            for (var epoch = 1; epoch <= LearningCurve.Epochs && !pruned; epoch++)
            {
                losses.Add(LearningCurve.Observed(configuration, epoch, seed, trial));
                pruned = pruner.Judge(new(new FoldCurve(trial, 0, losses), curves)).Prunes;
            }

            curves.Add(new FoldCurve(trial, 0, losses, Completed: !pruned));
            if (LearningCurve.True(configuration, LearningCurve.Epochs) is var final && final < bestTrue)
            {
                (best, bestTrue) = (trial, final);
            }

            if (losses.Count == LearningCurve.Epochs && losses[^1] < incumbentLoss)
            {
                (incumbent, incumbentLoss) = (trial, losses[^1]);
            }
        }

        return (curves.Sum(curve => curve.Epochs), curves.Count(curve => curve.Epochs == LearningCurve.Epochs), incumbent == best);
    }
}
