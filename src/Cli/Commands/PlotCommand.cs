using System.CommandLine;
using Orchestrator.Cli.Plots;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Validation;
using Orchestrator.Search;
using Orchestrator.Sweeps.Figures;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator plot SWEEP FIGURE --out FILE</c>.</summary>
internal static class PlotCommand
{
    public static Command Create()
    {
        var sweep = CommonOptions.NamedSweep();
        var figure = new Argument<string>("FIGURE")
        {
            Description = string.Join("; ", FigureRegistry.All.Select(f => $"{f.Name}: {f.Summary}")) + ".",
        };
        var output = new Option<string>("--out", "-o")
        {
            Description = "File to write; its ending names the format: .png, .svg or .html (one that needs no network).",
            HelpName = "FILE",
            Required = true,
        };
        var size = new Option<string>("--size")
        {
            Description = "Width and height in pixels.",
            HelpName = "WxH",
            DefaultValueFactory = _ => FigureSize.Usual.ToString(),
        };
        var objective = new Option<string?>("--objective")
        {
            Description = "Of several objectives the one to show. [default: the first]",
            HelpName = "METRIC",
        };
        var trials = new Option<int>("--trials")
        {
            Description = "Of curves: how many of the best trials.",
            HelpName = "N",
            DefaultValueFactory = _ => 5,
        };
        var measure = new Option<string>("--measure")
        {
            Description = "Of importance: how it is measured.",
            DefaultValueFactory = _ => ImportanceRegistry.Names[0],
        };
        measure.AcceptOnlyFromAmong([.. ImportanceRegistry.Names]);
        var place = new SweepClientOptions();
        var command = new ExampledCommand("plot", "Draws a figure of a sweep, as PNG, SVG or HTML. Works while the sweep runs.",
            ("orchestrator plot splice-1 history --out history.png", "scores by trial, and the best so far"),
            ("orchestrator plot splice-1 curves --trials 10 --out curves.svg", "learning curves of the ten best trials"),
            ("orchestrator plot splice-1 parallel --out parallel.html", "to look into: zoom, hover, choose ranges"),
            ("orchestrator plot splice-1 slice --out slice.png --size 1600x1200", "the score over each hyper-parameter"),
            ("orchestrator plot splice-size-1 pareto --out front.svg --server http://coordinator:7070", "of a cluster's sweep"))
        {
            sweep, figure, output, size, objective, trials, measure,
        };
        place.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            // What is wrong with the command itself is said before anybody is asked for the sweep.
            var kind = FigureRegistry.Find(parsed.GetValue(figure)!);
            var file = FigureFile.At(parsed.GetValue(output)!);
            var pixels = FigureSize.Parse(parsed.GetValue(size)!);
            var best = parsed.GetValue(trials) is var count and > 0 ? count : throw new UserError("--trials is 1 or more.");
            await using var client = place.Open(parsed);
            var state = await client.FindAsync(parsed.GetValue(sweep));
            var request = new FigureRequest(kind.Name, parsed.GetValue(objective), best, parsed.GetValue(measure));
            var data = FigureData.Of(state, request, kind.NeedsMeasurements ? await client.MeasurementsAsync(state.Id) : [],
                DateTimeOffset.UtcNow);
            file.Write(kind.Of(data), pixels);
            Console.Error.WriteLine($"The figure is in {parsed.GetValue(output)}.");
            return ExitCode.Success;
        });
        return command;
    }
}
