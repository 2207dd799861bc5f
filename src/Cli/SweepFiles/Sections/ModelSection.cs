using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>model: { name, fixed: { hyper-parameter: value } }</c>.</summary>
internal static class ModelSection
{
    public static readonly string[] Keys = ["name", "fixed"];

    public static (ModelDefinition? Definition, ModelDescription? Description) Read(Section? section, SweepVocabulary vocabulary)
    {
        if (section?.Choice("name", [.. vocabulary.Models.Select(m => m.Name)], what: "model") is not { } name) return default;
        var description = vocabulary.Models.First(m => m.Name == name);
        var configuration = Configuration.Empty;
        foreach (var (key, value) in section.Optional("fixed", [.. description.HyperParameters.Select(h => h.Name)])?.Entries ?? [])
        {
            if (description.Find(key.Text) is not { } hyperParameter) continue; // reported by the section
            if (Values.For(hyperParameter.Allowed, value) is { } read && hyperParameter.Allows(read)) configuration = configuration.With(key.Text, read);
            else section.Problems.Add(value, $"'{key.Text}' of {name} is {hyperParameter.Range}, not {value.Kind}.");
        }
        return (new ModelDefinition(name, configuration), description);
    }
}
