using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Api;

/// <summary>The answer to a submission: the sweep has begun.</summary>
/// <param name="Sweep">Its id.</param>
/// <param name="Remarks">What the user should know of its data and splits, in sentences without a full stop; null = nothing.</param>
public sealed record Submitted(SweepId Sweep, IReadOnlyList<string>? Remarks = null);

/// <summary>The body of a cleaning: which checkpoints of a sweep that has ended stay.</summary>
/// <param name="Keep">Whose stay; null = as the sweep says, or the usual number of the best.</param>
/// <param name="DryRun">Whether it is only said what would be deleted.</param>
public sealed record Cleaning(ArtifactsDefinition? Keep = null, bool DryRun = false);

/// <summary>What a cleaning has deleted, or would delete.</summary>
/// <param name="Sweep">Of which sweep.</param>
/// <param name="Trials">Trials whose checkpoints go.</param>
/// <param name="Of">All its trials.</param>
/// <param name="Bytes">Of the checkpoints.</param>
public sealed record Cleaned(SweepId Sweep, int Trials, int Of, long Bytes);

/// <summary>The body of a pause.</summary>
/// <param name="By">Who asks for it, for the journal.</param>
/// <param name="Reason">Why, for the journal; null = not said.</param>
/// <param name="StopRunning">Whether what runs stops at its next checkpoint; otherwise it runs to its end.</param>
public sealed record Pausing(string By, string? Reason = null, bool StopRunning = false);

/// <summary>The body of the end of a pause.</summary>
/// <param name="By">Who asks for it, for the journal.</param>
/// <param name="Reason">Why, for the journal; null = not said.</param>
public sealed record Continuation(string By, string? Reason = null);

/// <summary>The body of an extension: more trials for a sweep, also for one that has completed.</summary>
/// <param name="Trials">Most trials from then on, more than are planned.</param>
/// <param name="By">Who asks for it, for the journal.</param>
public sealed record Extension(int Trials, string By);

/// <summary>The body of a queued trial: a configuration that is tried next.</summary>
/// <param name="Settings">A value for each hyper-parameter of the space, by name.</param>
/// <param name="By">Who asks for it, for the journal.</param>
/// <param name="Key">Names this request: sent again with the same key, it queues nothing more; null = it is never sent again.</param>
public sealed record Enqueueing(IReadOnlyDictionary<string, ParameterValue> Settings, string By, string? Key = null);

/// <summary>The body of a cancellation.</summary>
/// <param name="Reason">A sentence, for the journal.</param>
public sealed record Cancellation(string Reason);
