using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>model: { external: true, name, fixed }</c>, or <c>external: { lease: SECONDS }</c>: clients that ask for folds
/// train.</summary>
internal static class ExternalSection
{
    /// <summary>The key of a model that clients train.</summary>
    public const string Key = "external";

    /// <summary>What the model is called where the file does not say.</summary>
    public const string UsualName = "external";

    private static readonly string[] Keys = ["lease"];

    /// <summary>Whether a sweep file is for clients.</summary>
    public static bool IsIn(Section root) =>
        root["model"] is YamlMap model && model.Entries.FirstOrDefault(entry => entry.Key.Text == Key).Value
            is not (null or YamlScalar { IsNothing: true } or YamlScalar { Quoted: false, Text: "false" });

    /// <summary>The model; null, with problems, where it cannot be read.</summary>
    /// <param name="section">The section of the model, which has the key.</param>
    public static ModelDefinition? Read(Section section)
    {
        foreach (var key in new[] { "variant" }.Concat(CommandSection.Keys).Where(section.Has))
        {
            section.Refuse(key, $"'{key}' says how this program trains, and clients train this sweep: leave it or 'external' out.");
        }

        var (lease, name, settings) =
            (Lease(section), section.Text("name", UsualName), CommandSection.Fixed(section));
        return lease is null || name is null ? null : new ModelDefinition(name, settings, External: new ExternalDefinition((int)lease));
    }

    private static long? Lease(Section section)
    {
        if (section[Key] is not YamlScalar)
        {
            return section.Optional(Key, Keys)?.Whole("lease", ExternalDefinition.UsualLease, DefinitionLimits.Lease);
        }

        return section.Truth(Key, false) is true ? ExternalDefinition.UsualLease : null;
    }
}
