using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Api;

/// <summary>The answer to a submission: the sweep has begun.</summary>
public sealed record Submitted(SweepId Sweep);

/// <summary>The body of a pause.</summary>
/// <param name="By">Who asks for it, for the journal.</param>
/// <param name="Reason">Why, for the journal; null = not said.</param>
/// <param name="StopRunning">Whether what runs stops at its next checkpoint; otherwise it runs to its end.</param>
public sealed record Pausing(string By, string? Reason = null, bool StopRunning = false);

/// <summary>The body of the end of a pause.</summary>
/// <param name="By">Who asks for it, for the journal.</param>
/// <param name="Reason">Why, for the journal; null = not said.</param>
public sealed record Continuation(string By, string? Reason = null);

/// <summary>The body of a cancellation.</summary>
/// <param name="Reason">A sentence, for the journal.</param>
public sealed record Cancellation(string Reason);
