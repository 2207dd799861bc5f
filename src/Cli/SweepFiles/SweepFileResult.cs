using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>What a sweep file says, or all that is wrong with it.</summary>
/// <param name="Definition">Null when there are problems.</param>
/// <param name="Problems">In the order of the file.</param>
public sealed record SweepFileResult(SweepDefinition? Definition, IReadOnlyList<Problem> Problems);
