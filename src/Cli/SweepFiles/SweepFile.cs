using System.Text.RegularExpressions;
using Orchestrator.Cli.SweepFiles.Sections;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Plugins;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>The format of sweep files; examples/splice.yaml shows it with comments.</summary>
public static class SweepFile
{
    internal static readonly string[] Keys =
        ["name", "seed", "data", "model", "search", "space", "constraints", "cross_validation", "objective", "objectives", "stopping",
            "resources", "artifacts", PluginsSection.Key];

    /// <summary>Reads a sweep file.</summary>
    /// <param name="path">Where it is: paths in it are relative to its folder, and its name is the default of the sweep's.</param>
    /// <param name="text">Its content.</param>
    /// <param name="vocabulary">The words that registries allow.</param>
    /// <param name="dataRoot">The folder that relative data paths start from; null = the sweep file's.</param>
    /// <param name="series">Names the sweeps of a nested cross-validation that begin with this reading; null = one that nobody else
    /// has.</param>
    public static SweepFileResult Parse(string path, string text, SweepVocabulary vocabulary, string? dataRoot = null,
        string? series = null)
    {
        var problems = new Problems();
        var definition = YamlTree.Parse(text, problems) switch
        {
            null => null,
            YamlMap map => Read(path, map, problems, vocabulary, dataRoot, series ?? Guid.NewGuid().ToString("N")),
            var other => Refuse(other, problems),
        };
        return problems.Found.Count > 0 ? new(null, problems.Found) : new(definition, []);
    }

    private static SweepDefinition? Refuse(YamlNode node, Problems problems)
    {
        problems.Add(node, $"a sweep file is a list of keys and values ({string.Join(", ", Keys)}), not {node.Kind}.");
        return null;
    }

    private static SweepDefinition? Read(string path, YamlMap map, Problems problems, SweepVocabulary vocabulary, string? dataRoot,
        string series)
    {
        var root = new Section(map, "the sweep file", problems, Keys);
        var beside = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (PluginsSection.Load(root, beside) is not { } plugins)
        {
            return null; // what they offer would all be unknown
        }

        vocabulary = plugins.Count > 0 ? SweepVocabulary.Registered : vocabulary;
        var folder = dataRoot is null ? beside : Path.GetFullPath(dataRoot);
        var command = root["model"] is YamlMap trained && trained.Entries.Any(entry => entry.Key.Text == "command");
        var name = root.Text("name", SweepName.FromFile(path));
        var seed = root.Natural("seed", 0);
        var data = DataSection.Read(root, folder, vocabulary, command);
        var (model, description) = ModelSection.Read(root.Required("model", ModelSection.Keys), root["space"], vocabulary, beside);
        var searching = root.Required("search", SearchSection.Keys);
        var search = SearchSection.Read(searching, vocabulary, tradesOff: root.Has(ObjectiveSection.Several));
        string? draw = null;
        if (search is not null)
        {
            (search, draw) = RestartsSection.Read(searching!, search);
            search = EliminationSection.Read(searching!, search);
        }

        var (space, whole) = SpaceSection.Read(root, description, model, search?.Algorithm, command);
        if (space is not null && whole)
        {
            if (search?.Elimination is { } elimination)
            {
                space = EliminationDefinition.Space(elimination.Keep);
            }

            if (search is not null)
            {
                search = search with { Enqueued = EnqueueSection.Read(searching!, space) };
            }

            space = ConstraintsSection.Read(root, space, model?.Fixed ?? Configuration.Empty);
            if (draw is not null && space is not null && model is not null)
            {
                (search, space, model) = RestartsSection.Complete(search!, space, model, draw);
            }
        }
        var validation = CrossValidationSection.Read(root.Required("cross_validation", CrossValidationSection.Keys), folder, series);
        var objectives = ObjectiveSection.Read(root, command ? null : description, command ? vocabulary : null);
        var stopping = StoppingSection.Read(root.Required("stopping", StoppingSection.Keys));
        var resources = ResourcesSection.Read(root.Optional("resources", ResourcesSection.Keys));
        var artifacts = ArtifactsSection.Read(root.Optional("artifacts", ArtifactsSection.Keys));
        if (data is not null)
        {
            data = data with { Groups = validation?.Groups, Test = validation?.Test };
        }
        // What could not be read is null, and has been complained about; the rest is validated all the same.
        var definition = new SweepDefinition(
            name!, seed ?? 0, data!, model!, search!, space!, validation?.Definition!, objectives?[0]!, stopping!, resources!,
            objectives?.Count > 1 ? objectives.Skip(1).ToEquatableList() : null, artifacts,
            Plugins: plugins.Count > 0 ? plugins : null);
        if (PluginRegistry.UsedBy(definition) is { Count: > 0 } used)
        {
            definition = definition with { Plugins = used.ToEquatableList() };
        }

        new YamlPlaces(map, definition).Report(new SweepDefinitionValidator(vocabulary.Definitions).Problems(definition), problems);
        return definition;
    }
}

/// <summary>Makes a sweep's name from that of its file.</summary>
internal static partial class SweepName
{
    /// <summary>A name made from a file's.</summary>
    public static string FromFile(string path)
    {
        var slug = NotSlug().Replace(Path.GetFileNameWithoutExtension(path).ToLowerInvariant(), "-").Trim('-');
        return SweepNames.IsValid(slug) ? slug : "sweep";
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotSlug();
}
