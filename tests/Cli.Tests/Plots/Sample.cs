using System.Buffers.Binary;
using System.Xml.Linq;
using Orchestrator.Cli.Plots;
using Orchestrator.Cli.Tests.Rendering;
using Orchestrator.Sweeps.Figures;

namespace Orchestrator.Cli.Tests.Plots;

/// <summary>Draws figures of stories and looks into the files.</summary>
internal static class Sample
{
    /// <summary>What <c>plot</c> would hand to a figure.</summary>
    public static FigureData Of(Story story) => new(story.State, 0, story.Measurements, story.Now);

    /// <summary>Trials that have scores, and one that failed.</summary>
    public static Story Search(int trials = 6)
    {
        var story = Story.Begin(trials: trials + 1);
        double[] scores = [0.7, 0.72, 0.8, 0.78, 0.9, 0.85];
        for (var trial = 0; trial < trials; trial++)
        {
            var score = scores[trial % scores.Length];
            story.Suggest(0.0002 * Math.Pow(2, trial % scores.Length), 16 + 9000 * (trial % scores.Length) + trial / scores.Length,
                trial % 2 == 0 ? "max" : "a,\"b\"");
            story.Run(trial, score, score + 0.02);
        }
        story.Suggest(0.01, 16, "max");
        story.Play(new Orchestrator.Sweeps.FailAttempt(story.Start(trials, 0), Orchestrator.Contracts.Trials.FailureKind.Diverged,
            "The loss is NaN in epoch 2.", story.Now));
        return story;
    }

    /// <summary>A sweep that the figure can show.</summary>
    public static FigureData For(string figure) => Of(figure switch
    {
        "pareto" or "hypervolume" => Story.TwoGoals(),
        "contour" => Search(12),
        _ => Search(),
    });

    /// <summary>The file that <c>--out FILE</c> would leave.</summary>
    public static byte[] Write(string figure, FigureData data, string ending, FigureSize? size = null)
    {
        var folder = Directory.CreateTempSubdirectory("plots-");
        try
        {
            var path = Path.Combine(folder.FullName, "figure" + ending);
            FigureFile.At(path).Write(FigureRegistry.Find(figure).Of(data), size ?? FigureSize.Usual);
            return File.ReadAllBytes(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The figure as SVG.</summary>
    public static XDocument Svg(string figure, FigureData data, FigureSize? size = null) =>
        XDocument.Load(new MemoryStream(Write(figure, data, ".svg", size)));

    /// <summary>All texts of an SVG, in order.</summary>
    public static IReadOnlyList<string> Texts(XDocument svg) =>
        [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim())];

    /// <summary>How many shapes have a fill of that colour.</summary>
    public static int Filled(XDocument svg, ScottPlot.Color color) =>
        svg.Descendants().Count(e => e.Name.LocalName != "text" && IsOf(e.Attribute("fill")?.Value, color));

    /// <summary>How many lines have that colour.</summary>
    public static int Stroked(XDocument svg, ScottPlot.Color color) =>
        svg.Descendants().Count(e => IsOf(e.Attribute("stroke")?.Value, color));

    /// <summary>Width and height of a PNG, from its header.</summary>
    public static (int Width, int Height) SizeOf(byte[] png)
    {
        png[..8].ShouldBe(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A });
        return (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }

    private static bool IsOf(string? paint, ScottPlot.Color color) =>
        paint is not null && (paint.Equals(color.ToHex()[..7], StringComparison.OrdinalIgnoreCase)
            || paint.Replace(" ", "", StringComparison.Ordinal) == $"rgb({color.Red},{color.Green},{color.Blue})");
}
