using Orchestrator.Cli.SweepFiles.Sections;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>The format of sweep files; examples/splice.yaml shows it with comments.</summary>
public static class SweepFile
{
    internal static readonly string[] Keys =
        ["name", "seed", "data", "model", "search", "space", "constraints", "cross_validation", "objective", "objectives", "stopping", "resources"];

    /// <summary>Reads a sweep file.</summary>
    /// <param name="path">Where it is: paths in it are relative to its folder, and its name is the default of the sweep's.</param>
    /// <param name="text">Its content.</param>
    /// <param name="vocabulary">The words that registries allow.</param>
    /// <param name="dataRoot">The folder that relative data paths start from; null = the sweep file's.</param>
    public static SweepFileResult Parse(string path, string text, SweepVocabulary vocabulary, string? dataRoot = null)
    {
        var problems = new Problems();
        var definition = YamlTree.Parse(text, problems) switch
        {
            null => null,
            YamlMap map => Read(path, new Section(map, "the sweep file", problems, Keys), vocabulary, dataRoot),
            var other => Refuse(other, problems),
        };
        return problems.Found.Count > 0 ? new(null, problems.Found) : new(definition, []);
    }

    private static SweepDefinition? Refuse(YamlNode node, Problems problems)
    {
        problems.Add(node, $"a sweep file is a list of keys and values ({string.Join(", ", Keys)}), not {node.Kind}.");
        return null;
    }

    private static SweepDefinition? Read(string path, Section root, SweepVocabulary vocabulary, string? dataRoot)
    {
        var folder = dataRoot is null ? Path.GetDirectoryName(Path.GetFullPath(path))! : Path.GetFullPath(dataRoot);
        var name = root.Text("name", SweepName.FromFile(path));
        if (name is not null && !SweepName.IsValid(name)) root.Refuse("name", $"'{name}' is no name: {SweepName.Rule}");
        var seed = root.Natural("seed", 0);
        var data = DataSection.Read(root.Required("data", DataSection.Keys), folder, vocabulary);
        var (model, description) = ModelSection.Read(root.Required("model", ModelSection.Keys), root["space"], vocabulary);
        var searching = root.Required("search", SearchSection.Keys);
        var search = SearchSection.Read(searching, vocabulary, tradesOff: root.Has(ObjectiveSection.Several));
        var space = SpaceSection.Read(root, description, model, search?.Algorithm);
        if (space is not null) space = ConstraintsSection.Read(root, space, model?.Fixed ?? Configuration.Empty);
        if (search is not null && space is not null) search = search with { Enqueued = EnqueueSection.Read(searching!, space) };
        if (search?.Population is not null && space is not null && description is not null) PopulationSection.CheckShape(root, space, description);
        var validation = CrossValidationSection.Read(root.Required("cross_validation", CrossValidationSection.Keys), folder);
        var objectives = ObjectiveSection.Read(root, description);
        var stopping = StoppingSection.Read(root.Required("stopping", StoppingSection.Keys));
        var resources = ResourcesSection.Read(root.Optional("resources", ResourcesSection.Keys));
        return name is null || seed is null || data is null || model is null || search is null || space is null
            || validation is not { } splits || objectives is null || stopping is null || resources is null
            ? null
            : new SweepDefinition(
                name, seed.Value, data with { Groups = splits.Groups, Test = splits.Test }, model, search, space, splits.Definition, objectives[0], stopping, resources,
                objectives.Count > 1 ? objectives.Skip(1).ToEquatableList() : null);
    }
}
