using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>model: { name, variant, fixed: { hyper-parameter: value } }</c>, a command, or clients; see <see cref="CommandSection"/>
/// and <see cref="ExternalSection"/>.</summary>
internal static class ModelSection
{
    public static readonly string[] Keys = ["name", "variant", "fixed", ExternalSection.Key, .. CommandSection.Keys];

    /// <summary>The model, and what is known of it where it is registered.</summary>
    /// <param name="section">The section; null where it is missing, which is reported.</param>
    /// <param name="space">What is searched.</param>
    /// <param name="vocabulary">The registered models.</param>
    /// <param name="folder">Of the sweep file.</param>
    /// <param name="isExternal">Whether clients train.</param>
    public static (ModelDefinition? Definition, ModelDescription? Description) Read(Section? section, YamlNode? space,
        SweepVocabulary vocabulary, string folder, bool isExternal)
    {
        if (isExternal && section is not null)
        {
            return (ExternalSection.Read(section), null);
        }

        if (section?.Has("command") is true)
        {
            return (CommandSection.Read(section, folder), null);
        }

        foreach (var key in CommandSection.Keys.Where(key => section?.Has(key) is true))
        {
            section!.Refuse(key, $"'{key}' goes with 'command', the program that trains.");
        }

        if (section?.Choice("name", [.. vocabulary.Models.Select(m => m.Name)], what: "model") is not { } name)
        {
            return default;
        }

        var description = vocabulary.Models.First(m => m.Name == name);
        (YamlScalar Key, YamlNode Value)[] settings =
            [.. section.Optional("fixed", [.. description.HyperParameters.Select(h => h.Name)])?.Entries ?? []];
        var searched = space is YamlMap map ? map.Entries.Select(e => e.Key.Text) : [];
        var configuration = Variant(section, description, [.. searched, .. settings.Select(e => e.Key.Text)]);
        foreach (var (key, value) in settings)
        {
            if (description.Find(key.Text) is not { } hyperParameter)
            {
                continue; // reported by the section
            }

            if (Values.For(hyperParameter.Allowed, value) is { } read)
            {
                configuration = configuration.With(key.Text, read); // in range or not, the validator tells
            }
            else
            {
                section.Problems.Add(value, $"'{key.Text}' of {name} is {hyperParameter.Range}, not {value.Kind}.");
            }
        }
        return (new ModelDefinition(name, configuration), description);
    }

    // A variant's settings are fixed values, written out: journals need not know variants.
    private static Configuration Variant(Section section, ModelDescription model, HashSet<string> otherwise)
    {
        var configuration = Configuration.Empty;
        if (!section.Has("variant"))
        {
            return configuration;
        }

        if (model.Variants.Count == 0)
        {
            section.Refuse("variant", $"{model.Name} has no variants; set its hyper-parameters under 'fixed'.");
            return configuration;
        }
        if (section.Choice("variant", [.. model.Variants.Select(v => v.Name)], what: "variant") is not { } name)
        {
            return configuration;
        }

        foreach (
            var (setting, value) in model.Variants.First(v => v.Name == name).Settings.Settings.Where(s => !otherwise.Contains(s.Name)))
        {
            configuration = configuration.With(setting, value);
        }

        return configuration;
    }
}
