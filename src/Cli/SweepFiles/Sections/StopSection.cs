using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>stop: { no_improvement, target, hours, little_to_gain }</c>: when the search ends early.</summary>
internal static class StopSection
{
    private static readonly string[] Keys = ["no_improvement", "target", "hours", "little_to_gain"];

    /// <summary>Null where there is none, or it is not right.</summary>
    public static StopDefinition? Read(Section search)
    {
        if (!search.Has("stop") || search.Optional("stop", Keys) is not { } section) return null;
        return new StopDefinition(
            section.Has("no_improvement") ? (int?)section.Integer("no_improvement", null, 1, 1_000_000) : null,
            section.Has("target") ? section.Real("target", null, range: "a score") : null,
            section.Has("hours") ? section.Real("hours", null, 1e-6, 1e6, "a number of hours above 0") : null,
            section.Truth("little_to_gain", false) ?? false);
    }
}
