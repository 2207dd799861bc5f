using Orchestrator.Models.Architectures;
using Orchestrator.Torch.Modules;

namespace Orchestrator.Models.Catalog;

/// <summary>The registered models: the one place where a model's name meets its network.</summary>
public static class ModelCatalog
{
    private delegate Module Factory(ModelSettings settings, DataShape shape, NetworkGenerators generators);

    private static readonly OrderedDictionary<string, (ModelDescription Description, Factory Create)> Entries = new(
    [
        Entry<SequenceCnn>(),
        Entry<SequenceBiLstm>(),
        Entry<DanQ>(),
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

    /// <summary>The names that a sweep file may give, in the order in which help lists them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Entries.Keys];

    /// <summary>All models, in the order of <see cref="Names"/>.</summary>
    public static IReadOnlyList<ModelDescription> Descriptions { get; } = [.. Entries.Values.Select(entry => entry.Description)];

    /// <summary>The description of a model.</summary>
    /// <exception cref="UnknownModelException">No model has that name.</exception>
    public static ModelDescription Find(string name) => EntryOf(name).Description;

    /// <summary>Builds a model's network on the CPU with freshly drawn weights.</summary>
    /// <exception cref="UnknownModelException">No model has that name.</exception>
    /// <exception cref="DataMismatchException">The rows do not fit the architecture.</exception>
    public static Module Create(string name, ModelSettings settings, DataShape shape, NetworkGenerators generators) =>
        EntryOf(name).Create(settings, shape, generators);

    private static (ModelDescription Description, Factory Create) EntryOf(string name) =>
        Entries.TryGetValue(name, out var entry) ? entry : throw new UnknownModelException(name, Entries.Keys);

    private static KeyValuePair<string, (ModelDescription, Factory)> Entry<T>() where T : Module, IArchitecture =>
        new(T.Description.Name, (T.Description, T.Create));
}
