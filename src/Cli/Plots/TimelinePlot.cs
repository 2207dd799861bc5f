using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps;
using ScottPlot;

namespace Orchestrator.Cli.Plots;

/// <summary>What ran when, and where.</summary>
internal sealed class TimelinePlot : IFigure
{
    private static readonly (string Outcome, Color Color)[] Outcomes =
    [
        ("completed", Palette.Green), ("running", Palette.Sky), ("stopped with its trial", Palette.Yellow),
        .. Enum.GetValues<FailureKind>().Select(kind => (Formatting.Word(kind), kind switch
        {
            FailureKind.Interrupted => Palette.Gray,
            FailureKind.Diverged => Palette.Purple,
            FailureKind.OutOfMemory => Palette.Orange,
            FailureKind.DiskFull => Palette.Blue,
            FailureKind.Error => Palette.Ink,
            _ => Palette.Vermillion,
        })),
    ];

    public string Name => "timeline";

    public string Summary => "what ran when on which slot, coloured by outcome";

    public Drawing Draw(PlotData data)
    {
        Bar[] bars = [.. Bars(data)];
        if (bars.Length == 0)
        {
            throw new UserError($"Nothing of sweep '{data.State.Id}' has run yet, so it has no timeline.");
        }

        var end = bars.Max(bar => bar.End);
        var (unit, seconds) = end switch { < 180 => ("s", 1.0), < 10800 => ("min", 60.0), < 259200 => ("h", 3600.0), _ => ("d", 86400.0) };
        SlotId[] slots = [.. bars.Select(bar => bar.Slot).Distinct().OrderByDescending(s => s.Node, StringComparer.Ordinal)
            .ThenByDescending(s => s.Index)];
        var x = Scale.Linear([0, end / seconds], ticks: 10, margin: 0.02);
        var plot = Panel.Create(x, $"time since the sweep began [{unit}]",
            Scale.Named([.. slots.Select(slot => slot.ToString())], most: 40, longest: 28), "slot");
        foreach (var bar in bars)
        {
            var row = Array.IndexOf(slots, bar.Slot);
            var box = plot.Add.Rectangle(bar.Start / seconds, bar.End / seconds, row - 0.38, row + 0.38);
            box.FillColor = Outcomes.First(o => o.Outcome == bar.Outcome).Color;
            box.LineColor = Colors.White;
            box.LineWidth = 1;
        }

        foreach (var (outcome, color) in Outcomes.Where(o => bars.Any(bar => bar.Outcome == o.Outcome)))
        {
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = outcome, FillColor = color, LabelFontName = PlotFont.Name });
        }

        plot.ShowLegend(Edge.Bottom);
        return new Drawing($"{data.Sweep}: attempts by slot",
            $"{PlotText.Count(bars.Length, "attempt")} on {PlotText.Count(slots.Length, "slot")} since "
            + $"{Formatting.Time(data.State.StartedAt)}; {PlotText.Count(data.State.Trials.Count, "trial")}", [plot]);
    }

    private static IEnumerable<Bar> Bars(PlotData data)
    {
        var state = data.State;
        var folds = state.Trials.SelectMany(trial => trial.Folds.Select(fold => (Fold: fold, Over: trial.EndedAt)));
        foreach (var refit in new[] { state.EarlierRefit, state.Refit })
        {
            folds = refit is null ? folds : folds.Append((refit, null));
        }

        return from fold in folds
               from attempt in fold.Fold.Attempts
               group (Attempt: attempt, fold.Fold, fold.Over) by (attempt.Id, attempt.StartedAt) into same // a refit that was taken over
               let told = same.Last()
               let over = told.Attempt.EndedAt ?? told.Over ?? state.EndedAt
               let begin = (told.Attempt.StartedAt - state.StartedAt).TotalSeconds
               let end = ((over ?? data.Now) - state.StartedAt).TotalSeconds
               select new Bar(told.Attempt.Slot, begin, Math.Max(begin, end), Outcome(told.Attempt, told.Fold, over is not null));
    }

    private static string Outcome(AttemptState attempt, FoldState fold, bool over) =>
        attempt.Failure is { } failure ? Formatting.Word(failure)
        : attempt.EndedAt is not null && fold.Result is not null ? Outcomes[0].Outcome
        : over ? Outcomes[2].Outcome : Outcomes[1].Outcome;

    private sealed record Bar(SlotId Slot, double Start, double End, string Outcome);
}
