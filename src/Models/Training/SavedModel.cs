using System.Text.Json;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Archives;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>What a file of trained weights says about itself, enough to rebuild the network.</summary>
/// <param name="Model">The model's name in the catalogue.</param>
/// <param name="Fixed">What the sweep held fixed.</param>
/// <param name="Configuration">What the trial chose.</param>
/// <param name="Shape">Shape of the data.</param>
/// <param name="Targets">Names of the classes or values, in the order of the outputs.</param>
/// <param name="Variants">The data's columns that the network takes, where it does not take all.</param>
/// <param name="Inputs">What it was trained on; null = written before this was noted.</param>
public sealed record SavedModel(
    string Model, Configuration Fixed, Configuration Configuration, DataShape Shape, IReadOnlyList<string> Targets,
    IReadOnlyList<int>? Variants = null, SavedInputs? Inputs = null)
{
    /// <summary>The file in a refit's artifact folder.</summary>
    public const string FileName = ArtifactNames.Model;

    /// <summary>The description as text, to be kept beside weights.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, WireJson.Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static SavedModel FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SavedModel>(json, WireJson.Options)
                is { Model: not null, Fixed: not null, Configuration: not null, Shape: not null, Targets: not null } saved
                ? saved
                : throw new InvalidDataException("The description of the network is incomplete.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The description of the network cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The network, on the CPU and ready to predict, its weights not yet set.</summary>
    /// <exception cref="UnknownModelException">The catalogue has no such model.</exception>
    /// <exception cref="SettingException">The model has no such setting, or other limits of it.</exception>
    public nn.Module<Tensor, Tensor> CreateNetwork()
    {
        var network = ModelCatalog.Create(Model, new ModelSettings(ModelCatalog.Find(Model), Fixed, Configuration), Shape);
        network.eval();
        return network;
    }

    /// <summary>Writes the description and a network's weights to a file, in one step.</summary>
    public void Save(string path, nn.Module<Tensor, Tensor> network)
    {
        using var archive = new TensorArchive { Metadata = ToJson() };
        archive.AddSection("weights", network.state_dict());
        archive.Save(path);
    }

    /// <summary>Rebuilds a network from a file, on the CPU and ready to predict.</summary>
    /// <exception cref="CorruptArchiveException">The file is damaged.</exception>
    /// <exception cref="InvalidDataException">It holds something other than a network, such as a checkpoint.</exception>
    public static (SavedModel Description, nn.Module<Tensor, Tensor> Network) Load(string path)
    {
        using var archive = TensorArchive.Load(path);
        var saved = FromJson(archive.Metadata);
        var network = saved.CreateNetwork();
        NetworkState.Load(network, archive.Section("weights"));
        return (saved, network);
    }
}
