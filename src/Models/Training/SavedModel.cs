using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Models.Architectures;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
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
/// <param name="Members">Of an ensemble: the networks that answer together; null = it is one network.</param>
public sealed record SavedModel(
    string Model, Configuration Fixed, Configuration Configuration, DataShape Shape, IReadOnlyList<string> Targets,
    IReadOnlyList<int>? Variants = null, SavedInputs? Inputs = null, IReadOnlyList<EnsembleMember>? Members = null)
{
    /// <summary>The file in a refit's artifact folder.</summary>
    public const string FileName = ArtifactNames.Model;

    /// <summary>What an ensemble is called in <see cref="Model"/>.</summary>
    public const string Ensemble = "ensemble";

    /// <summary>The model whose kind of input, and whose settings of batches, hold: an ensemble's are those of its first member.</summary>
    [JsonIgnore]
    public SavedModel Leading => Members is { Count: > 0 } members ? members[0].Network : this;

    /// <summary>A network of a sweep.</summary>
    /// <param name="definition">The sweep.</param>
    /// <param name="configuration">What the trial chose.</param>
    /// <param name="shape">Of the data as the network sees it.</param>
    /// <param name="data">The same.</param>
    /// <param name="columns">The data's columns that the network takes; null = all.</param>
    /// <param name="width">Number of columns of the data.</param>
    internal static SavedModel Of(SweepDefinition definition, Configuration configuration, DataShape shape, DataSet data, int[]? columns,
        int width)
    {
        var names = data.Targets switch { ClassTargets classes => classes.Names, ValueTargets values => values.Names, _ => [] };
        var features = (data.Inputs as FloatInputs)?.FeatureNames ?? (data.Inputs as SparseInputs)?.FeatureNames;
        var (source, group) = (definition.Data, definition.Data.Groups is { File: null } own ? own.Column : null);
        return new(definition.Model.Name, definition.Model.Fixed, configuration, shape, names, columns,
            new(source.Format, source.Key, group, width, features));
    }

    /// <summary>Several networks that answer together.</summary>
    /// <param name="members">Of the same outputs and the same data.</param>
    public static SavedModel Of(IReadOnlyList<EnsembleMember> members)
    {
        var first = members[0].Network;
        if (members.All(member => member.Network.Variants is null))
        {
            return new(Ensemble, Configuration.Empty, Configuration.Empty, first.Shape, first.Targets, null, first.Inputs, members);
        }

        int[] union = [.. members.SelectMany(member => Columns(member.Network)).Distinct().Order()];
        var names = new Dictionary<int, string>();
        foreach (var network in members.Select(member => member.Network))
        {
            foreach (var (column, name) in network.Inputs?.Features is { } features ? Columns(network).Zip(features) : [])
            {
                names[column] = name;
            }
        }

        string[]? all = names.Count == union.Length ? [.. union.Select(column => names[column])] : null;
        return new(Ensemble, Configuration.Empty, Configuration.Empty, first.Shape with { Row = [union.Length] }, first.Targets, union,
            first.Inputs is { } inputs ? inputs with { Features = all } : null, members);
    }

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
        if (Members is { } members)
        {
            return Join([.. members.Select(member => member.Network.CreateNetwork())]);
        }

        var network = ModelCatalog.Create(Model, new ModelSettings(ModelCatalog.Find(Model), Fixed, Configuration), Shape);
        network.eval();
        return network;
    }

    private static int[] Columns(SavedModel network) =>
        network.Variants is { } kept ? [.. kept] : [.. Enumerable.Range(0, network.Inputs?.Columns ?? network.Shape.Row[^1])];

    /// <summary>The ensemble of <see cref="Members"/>.</summary>
    /// <param name="networks">Theirs, in the same order; disposed of with the ensemble.</param>
    /// <exception cref="InvalidOperationException">This is one network.</exception>
    public nn.Module<Tensor, Tensor> Join(IReadOnlyList<nn.Module<Tensor, Tensor>> networks)
    {
        var members = Members ?? throw new InvalidOperationException("This is one network.");
        var placeOf = Variants?.Index().ToDictionary(column => column.Item, column => (long)column.Index);
        var network = new EnsembleNetwork(networks,
            [.. members.Select(member => placeOf is null ? null : Columns(member.Network).Select(column => placeOf[column]).ToArray())],
            Shape.Task);
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

/// <summary>What a network was trained on, as far as new rows have to be like it.</summary>
/// <param name="Format">The reader's name.</param>
/// <param name="Key">The data's key; null = none.</param>
/// <param name="Group">The data's own column of groups, which is no input; null = none.</param>
/// <param name="Columns">Number of columns of the data, of which the network may take a part.</param>
/// <param name="Features">Names of the columns that the network takes, in its order; null = they have none.</param>
public sealed record SavedInputs(string Format, string? Key, string? Group, int Columns, IReadOnlyList<string>? Features);

/// <summary>One network of an ensemble.</summary>
/// <param name="Sweep">Where it was trained.</param>
/// <param name="Fold">Which of its folds; it was trained on all but the fold's validation rows and the test rows.</param>
/// <param name="Score">What it scored on the fold's validation rows.</param>
/// <param name="Network">What it is.</param>
public sealed record EnsembleMember(SweepId Sweep, FoldId Fold, double Score, SavedModel Network);
