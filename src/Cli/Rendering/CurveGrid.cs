using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Cli.Rendering;

/// <summary>The learning curves of a trial's folds: a row an epoch, a column a fold, the epoch whose weights are kept marked.</summary>
internal static class CurveGrid
{
    private const int MostRows = 15;

    /// <summary>Null when nothing is measured yet. Of many epochs some are shown, evenly, and the last.</summary>
    public static Grid? Of(TrialDetails trial)
    {
        // The refit has no validation rows: its curve is of another metric.
        var folds = trial.Folds.Where(f => !f.IsRefit && f.Curve.Count > 0).ToArray();
        if (folds.Length == 0)
        {
            return null;
        }

        var grid =
            new Grid([new("epoch", right: true), .. folds.Select((f, k) => new GridColumn($"fold {f.Name}  ", right: true, rank: k))]);
        var curves = folds.Select(f => f.Curve.ToDictionary(p => p.Epoch, p => p.Value)).ToArray();
        foreach (var epoch in Shown(curves.Max(c => c.Keys.Max())))
        {
            grid.Add(null,
                [Formatting.Count(epoch),
                .. folds.Zip(curves, (fold, curve) => curve.TryGetValue(epoch, out var value)
                ? $"{NumberText.Score(value)} {(fold.BestEpoch == epoch ? '*' : ' ')}" : "")]);
        }
        return grid;
    }

    private static IEnumerable<int> Shown(int last)
    {
        var stride = (last + MostRows - 1) / MostRows;
        return Enumerable.Range(1, last).Where(epoch => (epoch - 1) % stride == 0 || epoch == last);
    }
}
