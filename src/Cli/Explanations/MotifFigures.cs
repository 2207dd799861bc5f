using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Interpretation.Motifs;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Sweeps.Figures;

namespace Orchestrator.Cli.Explanations;

/// <summary>Motifs as sequence logos: at each position the bases, as high as their share of the bits that the position tells.</summary>
/// <remarks>Schneider and Stephens 1990, Nucleic Acids Research 18. Letters are outlines, so that they can be stretched.</remarks>
internal static class MotifFigures
{
    private const int MostLogos = 12, Columns = 3, ArcPoints = 24;
    private const double MostBits = 2, Letter = 0.94; // of the width of a position

    // In the order A C G T, each in a square from 0 to 1.
    private static readonly (double X, double Y)[][] Outlines = [OfA(), OfC(), OfG(), OfT()];

    private static readonly FigureColor[] Inks = [FigureColor.Green, FigureColor.Blue, FigureColor.Orange, FigureColor.Vermillion];

    /// <summary>The logos of the first motifs.</summary>
    public static Figure Logos(ExplanationDefinition definition, IReadOnlyList<MotifFinding> motifs)
    {
        var left = motifs.Count - MostLogos;
        return new Figure("motifs", $"{definition.Sweep}: what the filters look for",
            "Height: bits that a position tells, shared out among the bases by how often they are there."
                + (left > 0 ? $" {left} more are in {ExplanationFiles.Motifs}." : ""),
            [.. motifs.Take(MostLogos).Select(Logo)], Columns: Math.Min(Columns, motifs.Count));
    }

    private static FigurePanel Logo(MotifFinding own)
    {
        var (motif, bits) = (own.Motif, own.Motif.Information());
        var letters = Outlines.Select(_ => (X: new List<IReadOnlyList<double>>(), Y: new List<IReadOnlyList<double>>())).ToArray();
        for (var position = 0; position < motif.Width; position++)
        {
            var low = 0.0;
            foreach (var letter in Order(motif, position))
            {
                var height = motif[position][letter] * bits[position];
                if (height > 0.005 * MostBits)
                {
                    letters[letter].X.Add([.. Outlines[letter].Select(corner => position + 1 + (corner.X - 0.5) * Letter)]);
                    letters[letter].Y.Add([.. Outlines[letter].Select(corner => low + corner.Y * height)]);
                }

                low += height;
            }
        }

        var known = own.Match is { } match ? $"; {FigureText.Clean(match.Target, 24)}" : "";
        return new FigurePanel(
            new FigureAxis($"{motif.Name}{known}", AxisKind.Count, 0.5, motif.Width + 0.5),
            new FigureAxis("bits", AxisKind.Linear, 0, 1.05 * MostBits),
            [.. letters.Index().Where(own => own.Item.X.Count > 0)
                .Select(own => new AreaMarks(own.Item.X, own.Item.Y) { Color = Inks[own.Index] })]);
    }

    // The likeliest stands on top.
    private static IEnumerable<int> Order(Motif motif, int position)
    {
        double[] shares = [.. motif[position]];
        return Enumerable.Range(0, DnaAlphabet.Bases).OrderBy(letter => shares[letter]);
    }

    // The hole is reached by a cut of no width from the top.
    private static (double X, double Y)[] OfA() =>
    [
        (0, 0), (0.4, 1), (0.5, 1), (0.5, 0.8), (0.36, 0.42), (0.64, 0.42), (0.5, 0.8), (0.5, 1), (0.6, 1), (1, 0), (0.8, 0),
        (0.71, 0.26), (0.29, 0.26), (0.2, 0),
    ];

    private static (double X, double Y)[] OfT() =>
        [(0, 0.84), (0, 1), (1, 1), (1, 0.84), (0.6, 0.84), (0.6, 0), (0.4, 0), (0.4, 0.84)];

    private static (double X, double Y)[] OfC() => [.. Arc(0.5, 45, 315), .. Arc(0.31, 315, 45)];

    private static (double X, double Y)[] OfG() =>
        [.. Arc(0.5, 45, 325), (0.98, 0.5), (0.58, 0.5), (0.58, 0.36), (0.78, 0.36), .. Arc(0.31, 315, 45)];

    private static IEnumerable<(double X, double Y)> Arc(double radius, double from, double to) =>
        Enumerable.Range(0, ArcPoints + 1).Select(step => (from + (to - from) * step / ArcPoints) * Math.PI / 180)
            .Select(angle => (0.53 + 0.53 / 0.5 * radius * Math.Cos(angle), 0.5 + radius * Math.Sin(angle)));
}
