using Orchestrator.Cli.SweepFiles.Sections;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>The format of sweep files; examples/splice.yaml shows it with comments.</summary>
public static class SweepFile
{
    internal static readonly string[] Keys =
        ["name", "seed", "data", "model", "search", "space", "constraints", "cross_validation", "objective", "objectives", "stopping",
            "resources", "artifacts"];

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
        var folder = dataRoot is null ? Path.GetDirectoryName(Path.GetFullPath(path))! : Path.GetFullPath(dataRoot);
        var name = root.Text("name", SweepName.FromFile(path));
        var seed = root.Natural("seed", 0);
        var data = DataSection.Read(root.Required("data", DataSection.Keys), folder, vocabulary);
        var (model, description) = ModelSection.Read(root.Required("model", ModelSection.Keys), root["space"], vocabulary);
        var searching = root.Required("search", SearchSection.Keys);
        var search = SearchSection.Read(searching, vocabulary, tradesOff: root.Has(ObjectiveSection.Several));
        var (space, whole) = SpaceSection.Read(root, description, model, search?.Algorithm);
        if (space is not null && whole)
        {
            if (search is not null)
            {
                search = search with { Enqueued = EnqueueSection.Read(searching!, space) };
            }

            space = ConstraintsSection.Read(root, space, model?.Fixed ?? Configuration.Empty);
        }
        var validation = CrossValidationSection.Read(root.Required("cross_validation", CrossValidationSection.Keys), folder, series);
        var objectives = ObjectiveSection.Read(root, description);
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
            objectives?.Count > 1 ? objectives.Skip(1).ToEquatableList() : null, artifacts);
        new YamlPlaces(map, definition).Report(new SweepDefinitionValidator(vocabulary.Definitions).Problems(definition), problems);
        return definition;
    }
}
