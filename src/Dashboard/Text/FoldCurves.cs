using System.Globalization;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Api.Figures;

namespace Orchestrator.Dashboard.Text;

/// <summary>A trial's learning curves as a figure: a line a fold, its best epoch marked.</summary>
internal static class FoldCurves
{
    private static readonly FigureColor[] Colors =
    [
        FigureColor.Blue, FigureColor.Vermillion, FigureColor.Green, FigureColor.Orange, FigureColor.Sky, FigureColor.Purple,
        FigureColor.Gray,
    ];

    /// <summary>The figure; null = nothing has been measured yet.</summary>
    public static Figure? Of(TrialDetails trial)
    {
        var folds = trial.Folds.Where(fold => !fold.IsRefit && Measured(fold).Any()).ToArray();
        if (folds.Length == 0)
        {
            return null;
        }

        var values = folds.SelectMany(Measured).Select(point => point.Value).ToArray();
        var (low, high) = (values.Min(), values.Max());
        var room = high > low ? 0.06 * (high - low) : Math.Max(1e-3, 0.05 * Math.Abs(high));
        var last = folds.Max(fold => Measured(fold).Max(point => point.Epoch));
        var title = string.Create(CultureInfo.InvariantCulture, $"Trial {trial.Trial}");
        return new Figure("fold-curves", title, "Discs are the epochs whose weights are kept.",
        [
            new FigurePanel(
                new FigureAxis("epoch", AxisKind.Count, 0.5, Math.Max(2, last) + 0.5),
                new FigureAxis(trial.Metric, AxisKind.Linear, low - room, high + room),
                [.. folds.SelectMany((fold, place) => Marks(fold, Colors[place % Colors.Length]))]),
        ]);
    }

    private static IEnumerable<FigureMark> Marks(FoldRow fold, FigureColor color)
    {
        var points = Measured(fold).ToArray();
        yield return new LineMark([.. points.Select(point => (double)point.Epoch)], [.. points.Select(point => point.Value)])
        {
            Legend = $"fold {fold.Name}",
            Color = color,
        };
        if (fold.BestEpoch is { } best && points.Any(point => point.Epoch == best))
        {
            yield return new PointMarks([best], [points.First(point => point.Epoch == best).Value]) { Color = color };
        }
    }

    private static IEnumerable<CurvePoint> Measured(FoldRow fold) => fold.Curve.Where(point => double.IsFinite(point.Value));
}
