using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary>What a condition may speak of, and why it may not of the rest.</summary>
/// <param name="Declared">Every parameter of the space, above or below.</param>
/// <param name="Fixed">What the model section holds fixed.</param>
internal sealed record SpaceScope(IReadOnlySet<string> Declared, Configuration Fixed)
{
    /// <summary>The parameters above.</summary>
    public List<Parameter> Earlier { get; } = [];

    /// <summary>Names above that could not be read: no further complaint about them.</summary>
    public HashSet<string> Broken { get; } = [];
}
