using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps.Figures;

/// <summary>Learning curves of the best trials, or of chosen ones.</summary>
public sealed class CurvesFigure : IFigureKind
{
    private const int MostPoints = 500; // of one curve

    private static readonly FigureColor[] Lines =
    [
        FigureColor.Blue, FigureColor.Vermillion, FigureColor.Green, FigureColor.Purple, FigureColor.Orange, FigureColor.Sky,
        FigureColor.Ink,
    ];

    /// <inheritdoc />
    public string Name => "curves";

    /// <inheritdoc />
    public string Summary => "the validation metric of each epoch, for the best trials";

    /// <inheritdoc />
    public bool NeedsMeasurements => true;

    /// <inheritdoc />
    public Figure Of(FigureData data)
    {
        (int Trial, Curve Curve)[] curves =
        [
            .. data.Shown(Name).Select(t => (t.Trial.Number, Curve: Of(data, t.Trial.Number))).Where(c => c.Curve.Epochs.Count > 0),
        ];
        if (curves.Length == 0)
        {
            throw new UserError(
                $"'{data.Objective.Metric}' of sweep '{data.State.Id}' is not measured in every epoch, so it has no curves.");
        }

        var x = FigureAxes.Counts("epoch", curves.SelectMany(c => c.Curve.Epochs));
        var y = FigureAxes.Linear(data.ScoreLabel, curves.SelectMany(c => c.Curve.Values));
        var which = data.Chosen is { Count: > 0 } ? Words.Count(curves.Length, "trial")
            : $"the best {Words.Count(curves.Length, "trial")}";
        return new Figure(Name, $"{data.Sweep}: validation {data.Metric} by epoch, {which}",
            "Mean over the folds; dotted where some folds have stopped, and only the others count.",
            [new FigurePanel(x, y, [.. curves.SelectMany((c, i) => Marks(c.Trial, c.Curve, Lines[i % Lines.Length]))])]);
    }

    private static IEnumerable<LineMark> Marks(int trial, Curve curve, FigureColor color)
    {
        yield return new LineMark(curve.Epochs[..curve.Whole], curve.Values[..curve.Whole])
        {
            Color = color,
            Legend = $"trial {trial}",
            Marked = curve.Whole <= 50,
            Trial = trial,
        };
        if (curve.Whole < curve.Epochs.Count)
        {
            var from = Math.Max(0, curve.Whole - 1);
            yield return new LineMark(curve.Epochs[from..], curve.Values[from..])
            {
                Color = color,
                Dotted = true,
                Marked = curve.Epochs.Count - from <= 50,
                Trial = trial,
            };
        }
    }

    private static Curve Of(FigureData data, int trial)
    {
        var folds = data.State.Definition.CrossValidation.Folds;
        var epochs = from m in data.Measurements
                     where m.Trial == trial && m.Fold >= 0 && m.Metric == $"validation/{data.Objective.Metric}" && double.IsFinite(m.Value)
                     group m by (m.Epoch, m.Fold) into told
                     let last = told.MaxBy(m => m.Attempt)!
                     group last by last.Epoch into epoch
                     orderby epoch.Key
                     select epoch;
        IGrouping<int, MeasurementRow>[] all = [.. epochs];
        var every = Math.Max(1, (all.Length + MostPoints - 1) / MostPoints);
        IGrouping<int, MeasurementRow>[] kept = [.. all.Where((_, i) => i % every == 0 || i == all.Length - 1)];
        return new Curve([.. kept.Select(epoch => (double)epoch.Key)], [.. kept.Select(epoch => epoch.Average(m => m.Value))],
            kept.TakeWhile(epoch => epoch.Count() == folds).Count());
    }

    // Whole: how many points at the beginning are means over all folds.
    private sealed record Curve(List<double> Epochs, List<double> Values, int Whole);
}
