using Orchestrator.Models.Architectures;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models;

/// <summary>The registered models: the one place where a model's name meets its network.</summary>
public static class ModelCatalog
{
    private delegate nn.Module<Tensor, Tensor> Factory(ModelSettings settings, DataShape shape);

    private static volatile IReadOnlyList<PluggedModel> plugged = [];

    private static readonly OrderedDictionary<string, (ModelDescription Description, Factory Create)> Own = new(
    [
        Entry<SequenceCnn>(),
        Entry<SequenceBiLstm>(),
        Entry<DanQ>(),
        Entry<SuperQ>(),
        Entry<SuperQPaper>(),
        Entry<HistoneCnn>(),
        Entry<HistoneGru>(),
        Entry<DeepChrome>(),
        Entry<LinearModel>(),
        Entry<Mlp>(),
        Entry<VariationNetwork>(),
        Entry<Wdnn>(),
        Entry<Lrcn>(),
        Entry<LrcnWdnn>(),
    ]);

    /// <summary>Models of plug-ins, which stand behind the others; none has a name that another has.</summary>
    public static IReadOnlyList<PluggedModel> Plugged
    {
        get => plugged;
        set => plugged = value;
    }

    /// <summary>The names that a sweep file may give, in the order in which help lists them.</summary>
    public static IReadOnlyList<string> Names => [.. Descriptions.Select(model => model.Name)];

    /// <summary>All models, in the order of <see cref="Names"/>.</summary>
    public static IReadOnlyList<ModelDescription> Descriptions =>
        [.. Own.Values.Select(entry => entry.Description), .. plugged.Select(model => model.Description)];

    /// <summary>The description of a model.</summary>
    /// <exception cref="UnknownModelException">No model has that name.</exception>
    public static ModelDescription Find(string name) => EntryOf(name).Description;

    /// <summary>Builds a model's network on the CPU, its weights drawn from libtorch's generator: seed that before.</summary>
    /// <exception cref="UnknownModelException">No model has that name.</exception>
    /// <exception cref="DataMismatchException">The rows do not fit the architecture.</exception>
    /// <exception cref="TorchException">libtorch cannot be loaded.</exception>
    public static nn.Module<Tensor, Tensor> Create(string name, ModelSettings settings, DataShape shape)
    {
        TorchRuntime.Load();
        var network = EntryOf(name).Create(settings, shape);
        foreach (var tensor in network.parameters().Concat(network.buffers()))
        {
            tensor.DetachFromDisposeScope(); // the caller's, which would free them
        }

        return network;
    }

    private static (ModelDescription Description, Factory Create) EntryOf(string name) =>
        Own.TryGetValue(name, out var entry) ? entry
            : plugged.FirstOrDefault(model => model.Description.Name == name) is { } other ? (other.Description, new Factory(other.Create))
            : throw new UnknownModelException(name, Names);

    private static KeyValuePair<string, (ModelDescription, Factory)> Entry<T>() where T : nn.Module<Tensor, Tensor>, IArchitecture =>
        new(T.Description.Name, (T.Description, T.Create));
}

/// <summary>A model of a plug-in.</summary>
/// <param name="Description">What a sweep file may say about it.</param>
/// <param name="Create">See <see cref="IArchitecture.Create"/>.</param>
public sealed record PluggedModel(ModelDescription Description, Func<ModelSettings, DataShape, nn.Module<Tensor, Tensor>> Create);
