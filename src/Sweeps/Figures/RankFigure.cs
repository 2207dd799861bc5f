using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps.Figures;

/// <summary>The trials' ranks over pairs of hyper-parameters.</summary>
public sealed class RankFigure : IFigureKind
{
    private const int MostParameters = 4;

    /// <inheritdoc />
    public string Name => "rank";

    /// <inheritdoc />
    public string Summary => "the score's rank over pairs of the hyper-parameters that mattered most";

    /// <inheritdoc />
    public Figure Of(FigureData data)
    {
        var scored = data.Scored(2, Name);
        var shares = ImportanceShares.Of(data.State, data.Measure, data.Place, ImportanceShares.EnoughToRank);
        Parameter[] leading = [.. data.State.Definition.Space.Parameters.OrderByDescending(p => shares[p.Name]).Take(MostParameters)];
        if (leading.Length == 0)
        {
            throw new UserError($"Sweep '{data.State.Id}' has no hyper-parameter to show.");
        }

        // The worst ones first, so that the best ones lie upon them.
        var ranked = FigureData.Thinned(
            [.. scored.Zip(data.Ranks(scored), (trial, rank) => new Ranked(trial.Trial, rank)).OrderByDescending(r => r.Rank)]);
        FigurePanel[] panels = leading.Length == 1
            ? [Single(leading[0], ranked, scored.Count)]
            : [.. leading.SelectMany((first, i) => leading[(i + 1)..].Select(second => Pair(first, second, ranked, scored.Count)))];
        return Figure.InGrid(Name, $"{data.Sweep}: rank of {data.Metric} over hyper-parameters",
            $"{data.Note}. The best trials are bright, the worst dark.", panels);
    }

    private static FigurePanel Pair(Parameter first, Parameter second, IReadOnlyList<Ranked> ranked, int count)
    {
        Ranked[] both =
        [
            .. ranked.Where(r => r.Trial.Configuration.TryGet(first.Name, out _) && r.Trial.Configuration.TryGet(second.Name, out _)),
        ];
        return new FigurePanel(FigureAxes.Of(first), FigureAxes.Of(second),
        [
            Dots(both, count, r => FigureAxes.At(first, r.Trial.Configuration[first.Name]),
                r => FigureAxes.At(second, r.Trial.Configuration[second.Name])),
        ]);
    }

    private static FigurePanel Single(Parameter parameter, IReadOnlyList<Ranked> ranked, int count)
    {
        Ranked[] with = [.. ranked.Where(r => r.Trial.Configuration.TryGet(parameter.Name, out _))];
        return new FigurePanel(FigureAxes.Of(parameter), FigureAxes.Counts("rank of the score (1 is the best)", [1, count]),
            [Dots(with, count, r => FigureAxes.At(parameter, r.Trial.Configuration[parameter.Name]), r => r.Rank + 1)]);
    }

    private static PointMarks Dots(Ranked[] ranked, int count, Func<Ranked, double> across, Func<Ranked, double> up) =>
        new([.. ranked.Select(across)], [.. ranked.Select(up)])
        {
            Trials = [.. ranked.Select(r => r.Trial.Number)],
            Amounts = [.. ranked.Select(r => 1 - r.Rank / Math.Max(1, count - 1))],
        };

    private sealed record Ranked(TrialState Trial, double Rank);
}
