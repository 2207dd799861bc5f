using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Planning;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Settings;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Admission;
using Orchestrator.GpuNode.Workers.Trainers;
using Orchestrator.Models.Folds;
using Orchestrator.Search;

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
        var like = new Option<string?>("--like")
        {
            Description = "An earlier sweep by whose folds the time is estimated.",
            HelpName = "SWEEP",
        };
        var (dataRoot, json, place) = (CommonOptions.DataRoot(), CommonOptions.Json(), new SweepClientOptions());
        var command =
            new ExampledCommand("plan",
                "Previews a sweep without training: checks file, data, folds and model, and shows the first suggestions.",
            ("orchestrator plan examples/splice.yaml", "is it what I meant?"),
            ("orchestrator plan examples/splice.yaml --like splice-1", "how long will it take?"),
            ("orchestrator plan examples/splice.yaml --suggestions 20 --json", "for scripts"))
        { file, count, like, dataRoot, CommonOptions.Plugins(), json };
        place.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var definition = SweepFileLoader.Load(parsed.GetRequiredValue(file), new SweepOverrides(DataRoot: parsed.GetValue(dataRoot)));
            if (definition.Model.Command is { } command && ProgramPath.Objection(command) is { } objection)
            {
                throw new UserError(objection);
            }

            var preview = SweepPreview.Of(definition, Preflight.Check(definition), parsed.GetValue(count));
            if (parsed.GetValue(like) is { } earlier)
            {
                await using var sweeps = place.Open(parsed);
                preview = preview with { Time = TimeForecast.Of(definition, preview.Attempts, await sweeps.FindAsync(earlier)) };
            }

            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(preview, WireJson.Indented));
            }
            else
            {
                Print(preview, SplitsText.Of(definition.CrossValidation), DiskForecast.Kept(definition));
                if (preview.Networks is { } networks
                    && DiskForecast.Warning(networks.DiskBytes, DataDirectory.At(null).Root) is { } warning)
                {
                    Console.Out.WriteLine($"note: {warning}");
                }
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Print(SweepPreview preview, string splits, string kept)
    {
        var grid = preview.Endless ? "a continuous space"
            : preview.Points is { } points ? $"{points} points" : "more points than can be counted";
        Console.Out.WriteLine(
            $"{preview.Name}: {Words.Count(preview.Trials, "trial")} x {splits}{(preview.Refit ? " + refit" : "")} = "
                + $"{(preview.FoldWise is null ? "" : "at most ")}{Words.Count(preview.Attempts, "training")} of at most "
                + $"{Words.Count(preview.Epochs, "epoch")}, "
                + $"{preview.Algorithm} search over {grid}");
        if (preview.Feasible is { } feasible)
        {
            Console.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"the constraints leave {100 * feasible.Share:0.##} % of the space ({(feasible.Exact ? $"all {feasible.Points} "
                    + $"points counted" : $"of {feasible.Points} points drawn")})"));
        }

        Console.Out.WriteLine(
            $"data {preview.DataFingerprint[..12]}…; "
                + (preview.Algorithm == SamplerRegistry.Restarts ? "restarts follow the order of the grid, whatever they score"
                    : preview.Algorithm == SamplerRegistry.Elimination ? "each round takes what the one before it has ranked first"
                    : $"a suggestion sees the results of all but the last "
                        + Words.Count(preview.Parallel - 1, preview.FoldWise is null ? "trial" : "fold")));
        if (preview.FoldWise is { } foldWise)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"fold by fold: trials 0 to {foldWise.StartUpTrials - 1} get all their folds, later ones a further fold while their chance "
                    + $"of becoming the best is at least {100 * foldWise.LeastChance:G3} %; {preview.Parallel} folds train at once"));
        }

        if (preview.Time is { } time)
        {
            Console.Out.WriteLine($"about {Formatting.Duration(TimeSpan.FromSeconds(time.Seconds))} of one slot, "
                + $"{Formatting.Duration(TimeSpan.FromSeconds(time.FoldSeconds))} a training, as the folds of {time.Sweep} took");
        }

        if (preview.Networks is { } networks)
        {
            var range = networks.Fewest == networks.Most ? FormattableString.Invariant($"{networks.Most:N0}")
                : FormattableString.Invariant($"{networks.Fewest:N0} to {networks.Most:N0}");
            Console.Out.WriteLine($"networks of {range} weights; checkpoints and model take up to about "
                + $"{DiskForecast.Size(networks.DiskBytes)} of disk ({kept})");
        }

        if (preview.Command is { } command)
        {
            Console.Out.WriteLine($"trained by: {command} (how much disk and memory that takes, nobody knows ahead)");
        }

        if (preview.Lease is { } lease)
        {
            Console.Out.WriteLine($"trained by clients that ask for folds over HTTP, and by no node; one that is silent for {lease} s "
                + "loses its fold to another (docs/how-to/ask-and-tell.md)");
        }

        foreach (var line in LeakageText.Of(preview.Leakage).DefaultIfEmpty(preview.Lease is not null ? "leakage: the data is not read here"
            : "leakage: none found; no copies or kin lie on both sides of a split"))
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
