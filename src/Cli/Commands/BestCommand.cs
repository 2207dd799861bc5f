using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Rendering;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Export;
using Orchestrator.Models.Training;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator best [SWEEP]</c>.</summary>
internal static class BestCommand
{
    public static Command Create()
    {
        var reading = new SweepReading();
        var save = new Option<string?>("--save")
        {
            Description = $"Also write the weights of the refit to a file for other programs: PyTorch's state dictionary "
                    + $"({WeightFile.Endings[0]}) or {WeightFile.Endings[1]}.",
            HelpName = "FILE",
        };
        var command =
            reading.Complete(
                new ExampledCommand("best",
                    "Shows the best configuration of a sweep, its cross-validation score and its test score; with several objectives "
                    + "the Pareto front.",
            ("orchestrator best", "of the last sweep"),
            ("orchestrator best splice-1 --json | jq .configuration", "only the hyper-parameters"),
            ("orchestrator best splice-1 --save splice.pt", "and the weights, for torch.load in Python and for 'orchestrator predict'"),
            ("orchestrator best splice-size-1 --json | jq .front", "the Pareto front of several objectives, with its hypervolume")), save);
        command.SetAction((parsed, _) => reading.WithSweepAsync(parsed, async (place, state) =>
        {
            if (parsed.GetValue(save) is { } file)
            {
                await SaveAsync(place, state.Id, file);
            }
            var best = BestView.Of(state) with { Nested = NestedView.Of(await NestedSeries.LoadAsync(place, state)) };
            if (parsed.GetValue(reading.Json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(best, WireJson.Indented));
            }
            else
            {
                Tables.OnStandardOutput().Print(best);
                if (best.Nested is { } nested)
                {
                    Tables.OnStandardOutput().Print(nested);
                }
            }
            return best.Trial is null ? ExitCode.Failure : ExitCode.Success;
        }));
        return command;
    }

    private static async Task SaveAsync(ISweepClient place, SweepId sweep, string file)
    {
        if (!WeightFile.IsSupported(file))
        {
            throw new UserError($"--save {file}: the file's ending names the format, {string.Join(" or ", WeightFile.Endings)}.");
        }
        var folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
        try
        {
            var model = await place.ModelAsync(sweep, folder)
                ?? throw new UserError(
                    $"Sweep '{sweep}' has no trained weights: there are some when the sweep has ended and its best trial was refitted.");
            var (description, network) = SavedModel.Load(model);
            using (network)
            {
                WeightFile.Save(network, file, description.ToJson());
            }
            Console.Error.WriteLine($"The weights are in {file}.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
