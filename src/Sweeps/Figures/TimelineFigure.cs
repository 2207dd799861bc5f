using System.Globalization;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps.Figures;

/// <summary>What ran when, and where.</summary>
public sealed class TimelineFigure : IFigureKind
{
    private const string Completed = "completed", Running = "running", Stopped = "stopped with its trial";

    private static readonly (string Outcome, FigureColor Color)[] Outcomes =
    [
        (Completed, FigureColor.Green), (Running, FigureColor.Sky), (Stopped, FigureColor.Yellow),
        .. Enum.GetValues<FailureKind>().Select(kind => (Words.Of(kind), kind switch
        {
            FailureKind.Interrupted => FigureColor.Gray,
            FailureKind.Diverged => FigureColor.Purple,
            FailureKind.OutOfMemory => FigureColor.Orange,
            FailureKind.DiskFull => FigureColor.Blue,
            FailureKind.Error => FigureColor.Ink,
            _ => FigureColor.Vermillion,
        })),
    ];

    /// <inheritdoc />
    public string Name => "timeline";

    /// <inheritdoc />
    public string Summary => "what ran when on which slot, coloured by outcome";

    /// <inheritdoc />
    public Figure Of(FigureData data)
    {
        Bar[] all = [.. Bars(data)];
        if (all.Length == 0)
        {
            throw new UserError($"Nothing of sweep '{data.State.Id}' has run yet, so it has no timeline.");
        }

        // Those that ended last tell what goes on.
        Bar[] bars = [.. all.OrderBy(bar => bar.End).TakeLast(FigureData.MostPoints)];
        var end = bars.Max(bar => bar.End);
        var begin = bars.Length < all.Length ? bars.Min(bar => bar.Start) : 0;
        var (unit, seconds) = (end - begin) switch
        {
            < 180 => ("s", 1.0),
            < 10800 => ("min", 60.0),
            < 259200 => ("h", 3600.0),
            _ => ("d", 86400.0),
        };
        SlotId[] slots = [.. bars.Select(bar => bar.Slot).Distinct().OrderByDescending(s => s.Node, StringComparer.Ordinal)
            .ThenByDescending(s => s.Index)];
        var rows = slots.Select((slot, i) => (slot, i)).ToDictionary(s => s.slot, s => s.i);
        var left = bars.Length < all.Length ? $" (the last {bars.Length} are shown)" : "";
        var since = data.State.StartedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return new Figure(Name, $"{data.Sweep}: attempts by slot",
            $"{Words.Count(all.Length, "attempt")}{left} on {Words.Count(slots.Length, "slot")} since {since}; "
            + Words.Count(data.State.Trials.Count, "trial"),
        [
            new FigurePanel(FigureAxes.Linear($"time since the sweep began [{unit}]", [begin / seconds, end / seconds], margin: 0.02),
                FigureAxes.Named("slot", slots.Select(slot => slot.ToString()), longest: 28),
            [
                .. from outcome in Outcomes
                   let own = bars.Where(bar => bar.Outcome == outcome.Outcome).ToArray()
                   where own.Length > 0
                   select new SpanMarks([.. own.Select(bar => rows[bar.Slot])], [.. own.Select(bar => bar.Start / seconds)],
                       [.. own.Select(bar => bar.End / seconds)])
                   {
                       Texts = [.. own.Select(bar => bar.What)],
                       Color = outcome.Color,
                       Legend = outcome.Outcome,
                   },
            ]),
        ]);
    }

    private static IEnumerable<Bar> Bars(FigureData data)
    {
        var state = data.State;
        var folds = state.Trials.SelectMany(trial => trial.Folds.Select(fold => (Fold: fold, Over: trial.EndedAt)));
        foreach (var refit in new[] { state.PreviousRefit, state.Refit })
        {
            folds = refit is null ? folds : folds.Append((refit, null));
        }

        return from fold in folds
               from attempt in fold.Fold.Attempts
               where !IsTakenOver(state, fold.Fold, attempt)
               let over = attempt.EndedAt ?? fold.Over ?? state.EndedAt
               let begin = (attempt.StartedAt - state.StartedAt).TotalSeconds
               let end = ((over ?? data.Now) - state.StartedAt).TotalSeconds
               select new Bar(attempt, fold.Fold, begin, Math.Max(begin, end), over is not null);
    }

    // Of a refit that went on in another one, which has the same attempt.
    private static bool IsTakenOver(SweepState state, FoldState fold, AttemptState attempt) =>
        ReferenceEquals(fold, state.PreviousRefit)
        && state.Refit?.Attempts.Any(later => later.Id == attempt.Id && later.StartedAt == attempt.StartedAt) == true;

    private static string What(AttemptState attempt)
    {
        var fold = attempt.Id.Fold;
        var which = fold.IsRefit ? "refit" : string.Create(CultureInfo.InvariantCulture, $"fold {fold.Fold}");
        return string.Create(CultureInfo.InvariantCulture, $"trial {fold.Trial}, {which}, attempt {attempt.Id.Attempt}");
    }

    private static string Outcome(AttemptState attempt, FoldState fold, bool over) =>
        attempt.Failure is { } failure ? Words.Of(failure)
        : attempt.EndedAt is not null && fold.Result is not null ? Completed
        : over ? Stopped : Running;

    // What it says is made of those alone that are shown.
    private readonly record struct Bar(AttemptState Attempt, FoldState Fold, double Start, double End, bool IsOver)
    {
        public SlotId Slot => Attempt.Slot;

        public string Outcome => TimelineFigure.Outcome(Attempt, Fold, IsOver);

        public string What => TimelineFigure.What(Attempt);
    }
}
