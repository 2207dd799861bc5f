using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Prediction;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Settings;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Validation;
using Orchestrator.GpuNode.Workers.Trainers;
using Orchestrator.Models.Export;
using Orchestrator.Models.Training;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator best [SWEEP]</c>.</summary>
internal static class BestCommand
{
    private const string Mean = "mean";
    private const string Posterior = "posterior";

    public static Command Create()
    {
        var reading = new SweepReading();
        var save = new Option<string?>("--save")
        {
            Description = $"Also write the weights of the refit to a file for other programs: PyTorch's state dictionary "
                    + $"({WeightFile.Endings[0]}) or {WeightFile.Endings[1]}. Of a command: the file or folder that it named as its model.",
            HelpName = "FILE",
        };
        var ensemble = new Option<string?>("--ensemble")
        {
            Description = "Join networks of folds into one, which answers with the mean of their probabilities, of values the mean: those "
                + "of the best trial (folds) or of the best K trials (top:K). Says what it scores on rows that none of them has seen.",
            HelpName = "folds|top:K",
        };
        var by = new Option<string?>("--by")
        {
            Description = "Which trial is best: by its folds' mean, or by what the trials around it say too (the posterior of a Gaussian "
                + "process that knows the folds' noise), which a lucky one is not. [default: the sweep's best_by]",
        };
        by.AcceptOnlyFromAmong(Mean, Posterior);
        var dataRoot = CommonOptions.DataRoot();
        dataRoot.Description = "Of --ensemble: the folder below which the sweep's data is now. [default: where it was]";
        var command =
            reading.Complete(
                new ExampledCommand("best",
                    "Shows the best configuration of a sweep, its cross-validation score and its test score; with several objectives "
                    + "the Pareto front.",
            ("orchestrator best", "of the last sweep"),
            ("orchestrator best splice-1 --json | jq .configuration", "only the hyper-parameters"),
            ("orchestrator best --by posterior", "the best one when the folds' noise is taken into account"),
            ("orchestrator best splice-1 --save splice.pt", "and the weights, for torch.load in Python and for 'orchestrator predict'"),
            ("orchestrator best splice-1 --ensemble top:3 --save three.safetensors", "the best three trials' fold networks as one"),
            ("orchestrator best splice-size-1 --json | jq .front", "the Pareto front of several objectives, with its hypervolume")),
                by, save, ensemble, dataRoot);
        command.SetAction((parsed, _) => reading.WithSweepAsync(parsed, async (place, state) =>
        {
            if (parsed.GetValue(save) is not null)
            {
                await reading.BringPluginsAsync(parsed, state);
            }

            var joined = await SavedAsync(place, state, parsed.GetValue(save), parsed.GetValue(ensemble), parsed.GetValue(dataRoot));
            var best = By(parsed.GetValue(by), state) with
            {
                Ensemble = joined,
                Inputs = state.Definition.Search.Elimination is null ? null : await InputsAsync(place, state),
                Nested = NestedView.Of(await NestedSeries.LoadAsync(place, state)),
            };
            if (parsed.GetValue(reading.Json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(best, WireJson.Indented));
            }
            else
            {
                Tables.OnStandardOutput().Print(best);
                if (best.Posterior is { } posterior)
                {
                    Tables.OnStandardOutput().Print(posterior, state);
                }

                if (joined is not null)
                {
                    Tables.OnStandardOutput().Print(joined, best.Metric);
                }

                if (best.Nested is { } nested)
                {
                    Tables.OnStandardOutput().Print(nested);
                }
            }
            return best.Trial is null ? ExitCode.Failure : ExitCode.Success;
        }));
        return command;
    }

    private static BestView By(string? wanted, SweepState state) => (wanted, state.Chosen) switch
    {
        (Posterior, null) => BestView.Of(state) with { Posterior = Believed(state) },
        // the refit and the test score are of the trial that was chosen
        (Mean, { } chosen) when chosen.Told != chosen.Trial =>
            BestView.Of(state with { Best = chosen.Told, Chosen = null, Refit = null }),
        (Mean, _) => BestView.Of(state) with { Posterior = null },
        _ => BestView.Of(state),
    };

    private static PosteriorBest Believed(SweepState state) => PosteriorBest.Of(state) ?? throw new UserError(state.Definition.TradesOff
        ? "--by posterior is for one objective; this sweep trades off several, and 'best' shows their front."
        : $"--by posterior needs {PosteriorLosses.FewestTrials} trials with different scores; without it 'best' goes by the folds' mean.");

    private static async Task SaveTrainedAsync(ISweepClient place, SweepId sweep, string target)
    {
        if (File.Exists(target) || Directory.Exists(target))
        {
            throw new UserError($"--save {target}: it is there already. Name another one, or delete it.");
        }

        var folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
        try
        {
            var model = await place.ModelAsync(sweep, folder) ?? throw new UserError(
                $"Sweep '{sweep}' has no trained model: there is one when the sweep has ended, its best trial was refitted, and its "
                    + "command named a 'model' in its result.");
            var trained = TrainerArchive.Describe<TrainedFiles>(model);
            TrainerArchive.Extract(model, trained.Files, folder);
            var own = Path.Combine(folder, trained.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            foreach (var file in trained.Files)
            {
                var written = file.Name == trained.Name ? target
                    : Path.Combine(target, Path.GetRelativePath(own, Path.Combine(folder, file.Name)));
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(written))!);
                File.Copy(Path.Combine(folder, file.Name), written);
            }

            Console.Error.WriteLine($"What the command trained is in {target}.");
        }
        catch (InvalidDataException e)
        {
            throw new UserError($"The model of '{sweep}' is damaged: {e.Message.TrimEnd('.')}.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<EnsembleView?> SavedAsync(ISweepClient place, SweepState state, string? file, string? ensemble,
        string? dataRoot)
    {
        if (state.Definition.IsExternal && (file ?? ensemble) is not null)
        {
            throw new UserError($"'{state.Id}' was trained by clients, who kept what they trained.");
        }

        if (state.Definition.Model.Command is not null)
        {
            if (ensemble is not null)
            {
                throw new UserError("--ensemble joins networks of registered models; what a command has trained only it can join.");
            }

            if (file is not null)
            {
                await SaveTrainedAsync(place, state.Id, file);
            }

            return null;
        }

        if (file is not null && !WeightFile.IsSupported(file))
        {
            throw new UserError($"--save {file}: the file's ending names the format, {string.Join(" or ", WeightFile.Endings)}.");
        }

        if (ensemble is not null)
        {
            var joined = await new EnsembleSource(place, state, dataRoot).JoinAsync(ensemble, file);
            if (file is not null)
            {
                Console.Error.WriteLine($"The weights of {Words.Count(joined.Members.Count, "network")} are in {file}.");
            }

            return joined;
        }

        if (file is not null)
        {
            await SaveAsync(place, state.Id, file);
        }

        return null;
    }

    // Those that the refit has chosen, on all rows but the test rows.
    private static async Task<EquatableList<string>?> InputsAsync(ISweepClient place, SweepState state)
    {
        var folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
        try
        {
            if (state.Refit?.Result is null || await place.ModelAsync(state.Id, folder) is not { } model)
            {
                return null;
            }

            var (description, network) = SavedModel.Load(model);
            network.Dispose();
            return (description.Inputs?.Features ?? description.Variants?.Select(column => $"input {column + 1}"))?.ToEquatableList();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SaveAsync(ISweepClient place, SweepId sweep, string file)
    {
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
