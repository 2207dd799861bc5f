using System.Text.Json;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Contracts.Wire;
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
public sealed record SavedModel(string Model, Configuration Fixed, Configuration Configuration, DataShape Shape, IReadOnlyList<string> Targets, IReadOnlyList<int>? Variants = null)
{
    /// <summary>The file in a refit's artifact folder.</summary>
    public const string FileName = "model.bin";

    /// <summary>Writes the description and a network's weights to a file, in one step.</summary>
    public void Save(string path, nn.Module<Tensor, Tensor> network)
    {
        using var archive = new TensorArchive { Metadata = JsonSerializer.Serialize(this, WireJson.Options) };
        archive.AddSection("weights", network.state_dict());
        archive.Save(path);
    }

    /// <summary>Rebuilds a network from a file, on the CPU and ready to predict.</summary>
    /// <exception cref="CorruptArchiveException">The file is damaged.</exception>
    public static (SavedModel Description, nn.Module<Tensor, Tensor> Network) Load(string path)
    {
        using var archive = TensorArchive.Load(path);
        var saved = JsonSerializer.Deserialize<SavedModel>(archive.Metadata, WireJson.Options)!;
        var settings = new ModelSettings(ModelCatalog.Find(saved.Model), saved.Fixed, saved.Configuration);
        var network = ModelCatalog.Create(saved.Model, settings, saved.Shape);
        NetworkState.Load(network, archive.Section("weights"));
        network.eval();
        return (saved, network);
    }
}
