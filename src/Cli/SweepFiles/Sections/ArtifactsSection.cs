using System.Globalization;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>artifacts: { keep: best 3 }</c>, <c>all</c> or <c>none</c>: whose checkpoints stay after a trial has ended.</summary>
internal static class ArtifactsSection
{
    public static readonly string[] Keys = ["keep"];

    private const string Words = "all, none, or 'best' and a number of trials, such as best 3";

    public static ArtifactsDefinition? Read(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        if (!section.Has("keep"))
        {
            return new ArtifactsDefinition(ArtifactsDefinition.UsualBest);
        }

        if (section["keep"] is YamlScalar { IsNothing: false } scalar && TryParse(scalar.Text, out var keep))
        {
            return keep;
        }

        section.Refuse("keep", $"'keep' is {Words}, not {section["keep"]!.Kind}.");
        return null;
    }

    /// <summary>Reads <c>all</c>, <c>none</c> or <c>best N</c>.</summary>
    public static bool TryParse(string text, out ArtifactsDefinition keep)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var number = -1L;
        keep = words is ["all"] ? new() : new(words is ["none"] ? 0 : (int)Math.Min(int.MaxValue, Best(words)));
        return words is ["all"] or ["none"] || DefinitionLimits.Kept.Contains(Best(words));

        long Best(string[] said) => said is ["best", var count]
            && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number : -1;
    }
}
