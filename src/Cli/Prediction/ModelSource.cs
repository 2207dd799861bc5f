using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Export;
using Orchestrator.Models.Torch.Archives;
using Orchestrator.Models.Training;

namespace Orchestrator.Cli.Prediction;

/// <summary>Finds a trained network: a sweep's refit, or a file of weights.</summary>
/// <param name="place">Opens where sweeps are; not called for a file.</param>
/// <param name="bring">Loads the plug-ins of a sweep.</param>
internal sealed class ModelSource(Func<ISweepClient> place, Func<SweepDefinition, Task> bring)
{
    /// <summary>The network.</summary>
    /// <param name="model">A file's path, or a sweep's id.</param>
    /// <param name="like">The same, of a network of the same architecture, for weights that do not say what they are; null = they
    /// do.</param>
    /// <exception cref="UserError">There is none, or it cannot be used.</exception>
    public async Task<TrainedModel> OpenAsync(string model, string? like)
    {
        try
        {
            return await FindAsync(model, like);
        }
        catch (Exception e) when (e is InvalidDataException or CorruptArchiveException)
        {
            throw new UserError($"{model}: {e.Message.TrimEnd('.')}. Take the file that 'orchestrator best --save' or torch.save wrote.");
        }
        catch (Exception e) when (e is SettingException or DataMismatchException)
        {
            throw new UserError($"{model}: the network that it describes cannot be built by this version of the program. {e.Message}");
        }
    }

    private async Task<TrainedModel> FindAsync(string model, string? like)
    {
        if (!File.Exists(model))
        {
            return like is null
                ? await OfSweepAsync(model) : throw new UserError($"--like is for a file of weights; there is no file {model}.");
        }

        return WeightFile.IsSupported(model) ? await OfWeightsAsync(model, like)
            : like is null ? Archived(model, model)
            : throw new UserError($"--like is for weights in {string.Join(" or ", WeightFile.Endings)}; {model} says itself what it is.");
    }

    private async Task<TrainedModel> OfWeightsAsync(string file, string? like)
    {
        using var content = WeightFile.Read(file);
        SavedModel description;
        if (like is not null)
        {
            using var same = await OpenAsync(like, null);
            description = same.Description;
        }
        else
        {
            description = content.Description is { } text ? SavedModel.FromJson(text) : throw new UserError(
                $"{file} holds weights and does not say of which network: it was not written by 'orchestrator best --save'. "
                + "Name a model of the same network with --like SWEEP or --like FILE.");
        }

        var network = description.CreateNetwork();
        try
        {
            content.LoadInto(network);
            return new TrainedModel(file, description, network);
        }
        catch (ArgumentException e)
        {
            network.Dispose();
            var whose = like is null ? "" : $" of {like}";
            throw new UserError(
                $"{file} does not fit the network {description.Model}{whose}. {e.Message} Save the state dictionary of a network of the "
                    + $"same layers and sizes.");
        }
    }

    private async Task<TrainedModel> OfSweepAsync(string id)
    {
        if (Directory.Exists(id))
        {
            throw new UserError($"{id} is a folder; the model is a file or a sweep's id.");
        }
        if (id.Contains(Path.DirectorySeparatorChar) || WeightFile.IsSupported(id))
        {
            throw new UserError($"There is no file {id}. MODEL is a file of weights, or a sweep's id as 'orchestrator list' shows it.");
        }
        await using var sweeps = place();
        var state = await sweeps.FindAsync(id);
        await bring(state.Definition);
        if (state.Definition.Model.Command is { } command)
        {
            throw new UserError($"'{id}' was trained by a command of its own ({command.Line}), which alone can score rows. Save what it "
                + $"trained with 'orchestrator best {id} --save FILE', and let it predict in its own language.");
        }

        var folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
        try
        {
            var file = await sweeps.ModelAsync(state.Id, folder)
                ?? throw new UserError(
                    $"Sweep '{state.Id}' has no trained weights: there are some when the sweep has ended and its best trial was refitted.");
            return Archived(id, file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TrainedModel Archived(string name, string file)
    {
        var (description, network) = SavedModel.Load(file);
        return new TrainedModel(name, description, network);
    }
}
