using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Planning;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator plan FILE</c>.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The sweep file (YAML)." };
        var count = new Option<int>("--suggestions")
        {
            Description = "How many suggestions to show.",
            DefaultValueFactory = _ => 5,
            HelpName = "N"
        };
        var (dataRoot, json) = (CommonOptions.DataRoot(), CommonOptions.Json());
        var command =
            new ExampledCommand("plan",
                "Previews a sweep without training: checks file, data, folds and model, and shows the first suggestions.",
            ("orchestrator plan examples/splice.yaml", "is it what I meant?"),
            ("orchestrator plan examples/splice.yaml --suggestions 20 --json", "for scripts"))
        { file, count, dataRoot, json };
        command.SetAction(parsed =>
        {
            var definition = SweepFileLoader.Load(parsed.GetRequiredValue(file), new SweepOverrides(DataRoot: parsed.GetValue(dataRoot)));
            var preview = SweepPreview.Of(definition, Preflight.Check(definition), parsed.GetValue(count));
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(preview, WireJson.Indented));
            }
            else
            {
                Print(preview, SplitsText.Of(definition.CrossValidation));
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Print(SweepPreview preview, string splits)
    {
        var grid = preview.Endless ? "a continuous space"
            : preview.Points is { } points ? $"{points} points" : "more points than can be counted";
        Console.Out.WriteLine(
            $"{preview.Name}: {preview.Trials} trials x {splits}{(preview.Refit ? " + refit" : "")} = {preview.Attempts} trainings of at "
                + $"most {preview.Epochs} epochs, {preview.Algorithm} search over {grid}");
        if (preview.Feasible is { } feasible)
        {
            Console.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"the constraints leave {100 * feasible.Share:0.##} % of the space ({(feasible.Exact ? $"all {feasible.Points} "
                    + $"points counted" : $"of {feasible.Points} points drawn")})"));
        }

        Console.Out.WriteLine(
            $"data {preview.DataFingerprint[..12]}…; a suggestion sees the results of all but the last {preview.Parallel - 1} trials");
        foreach (var line in LeakageText.Of(preview.Leakage)
            .DefaultIfEmpty("leakage: none found; no copies or kin lie on both sides of a split"))
        {
            Console.Out.WriteLine(line);
        }

        foreach (var remark in preview.Remarks)
        {
            Console.Out.WriteLine($"note: {remark}");
        }

        for (var t = 0; t < preview.Suggestions.Count; t++)
        {
            Console.Out.WriteLine($"  trial {t}: {Formatting.Settings(preview.Suggestions[t])}");
        }

        Console.Out.WriteLine("(suggested before any result; later ones will depend on the scores)");
    }
}
