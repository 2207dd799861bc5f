using System.Globalization;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Interpretation;
using Orchestrator.Interpretation.Aggregation;
using Orchestrator.Sweeps.Figures;

namespace Orchestrator.Coordinator.Views;

/// <summary>What an explanation found, as figures: a panel for each output.</summary>
public static class ExplanationFigures
{
    private const int Shown = 15, MostOutputs = 12;

    /// <summary>The first inputs with their scores.</summary>
    public static Figure Inputs(ExplanationDefinition definition, Explanation explanation) => Panels("inputs", definition, explanation,
        "which inputs decide", "Mean score over methods and networks, as a share of the largest; ± its standard deviation.",
        output =>
        {
            var first = First(explanation, output);
            var highest = Math.Max(1e-6, first.Max(input => input.MeanScore));
            return new FigurePanel(
                new FigureAxis(Label(explanation, output, "score"), AxisKind.Linear, 0, highest * 1.3), // with room for the texts
                Names("", first),
                [
                    new SpanMarks([.. first.Select((_, i) => i)], [.. first.Select(_ => 0.0)],
                        [.. first.Select(input => Math.Max(0, input.MeanScore))])
                    {
                        Texts = [.. first.Select(input =>
                            string.Create(CultureInfo.InvariantCulture, $"{input.MeanScore:0.00} ± {input.ScoreDeviation:0.00}"))],
                        Labelled = true,
                    },
                ]);
        });

    /// <summary>The same inputs with the score that each method gives: a heat map.</summary>
    public static Figure Methods(ExplanationDefinition definition, Explanation explanation) => Panels("methods", definition, explanation,
        "what each method says", "Mean score over the networks, as a share of the method's largest, from 0 (dark) to 1 (bright).",
        output =>
        {
            var first = First(explanation, output);
            var byMethod = explanation.Methods.Select(method => explanation.ByInput(output, method)).ToArray();
            return new FigurePanel(
                FigureAxes.Named(Label(explanation, output, "method"), explanation.Methods.Select(name => name.Replace("-", "-\n"))),
                Names("", first),
                [
                    new SurfaceMark([.. byMethod.Select((_, i) => (double)i)], [.. first.Select((_, i) => (double)i)],
                    [
                        .. first.Select(input =>
                            (IReadOnlyList<double>)[.. byMethod.Select(scores => scores[input.Input].MeanScore)]),
                    ], "score"),
                ]);
        });

    /// <summary>The score of every position of DNA.</summary>
    public static Figure Positions(ExplanationDefinition definition, Explanation explanation) => Panels("positions", definition,
        explanation, "which positions decide",
        "Mean score over methods and networks, as a share of the largest, and its standard deviation.",
        output =>
        {
            RankedInput[] all = [.. explanation.Ranking(output).OrderBy(input => input.Input)];
            double[] at = [.. all.Select(input => input.Input + 1.0)];
            return new FigurePanel(
                new FigureAxis("position", AxisKind.Count, 1, Math.Max(2, all.Length)),
                new FigureAxis(Label(explanation, output, "score"), AxisKind.Linear, 0, 1.1),
                [
                    new BandMark(at, [.. all.Select(input => Math.Max(0, input.MeanScore - input.ScoreDeviation))],
                        [.. all.Select(input => input.MeanScore + input.ScoreDeviation)]) { Color = FigureColor.Sky },
                    new LineMark(at, [.. all.Select(input => input.MeanScore)]),
                ]);
        });

    private static Figure Panels(string name, ExplanationDefinition definition, Explanation explanation, string title, string note,
        Func<string, FigurePanel> panel)
    {
        var left = explanation.Outputs.Count - MostOutputs;
        return new Figure(name, $"{definition.Sweep}: {title}",
            $"{Words.Count(explanation.Networks, "network")} of the best {Words.Count(definition.Trials.Count, "trial")}. {note}"
                + (left > 0 ? $" {left} more outputs are in ranking.csv, which 'orchestrator explain --out' writes." : ""),
            [.. explanation.Outputs.Take(MostOutputs).Select(panel)], Columns: Math.Min(2, explanation.Outputs.Count));
    }

    // From below, so that the most important stands on top.
    private static RankedInput[] First(Explanation explanation, string output) =>
        [.. explanation.Ranking(output).Take(Shown).Reverse()];

    private static FigureAxis Names(string label, IEnumerable<RankedInput> inputs) =>
        FigureAxes.Named(label, inputs.Select(input => FigureText.Clean(input.Name, 40)));

    private static string Label(Explanation explanation, string output, string what) =>
        explanation.Outputs.Count == 1 ? what : $"{what} ({FigureText.Clean(output)})";
}
