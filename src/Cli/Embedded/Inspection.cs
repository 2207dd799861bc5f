using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Cli.Embedded;

/// <summary>What a look at a sweep's data found.</summary>
/// <param name="Fingerprint">Names the data's content.</param>
/// <param name="Leakage">What lies on both sides of its splits.</param>
/// <param name="Remarks">What else the user should know of data and splits, in sentences without a full stop.</param>
internal sealed record Inspection(string Fingerprint, EquatableList<LeakageFinding> Leakage, IReadOnlyList<string> Remarks);
