using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Api.External;

// What a client tells of an attempt, and what it hears.

/// <summary>The body of a sign of life, or of a release. There is nothing to say.</summary>
public sealed record Nothing;

/// <summary>The body of intermediate values.</summary>
/// <param name="Epoch">From 1, at most the sweep's epochs.</param>
/// <param name="Metrics">Value by metric; a name without <c>train/</c> or <c>validation/</c> before it is of the validation rows. NaN and
/// infinities are written as texts. Pruners look at the objective.</param>
public sealed record Reporting(int Epoch, IReadOnlyDictionary<string, double> Metrics);

/// <summary>The body of a result.</summary>
/// <param name="Metrics">Value by metric, as in <see cref="Reporting"/>: all objectives of the sweep have to be among them.</param>
/// <param name="Epoch">The epoch that they are of, from 1; null = the last one.</param>
/// <param name="Epochs">How many were trained; null = 1.</param>
public sealed record Telling(IReadOnlyDictionary<string, double> Metrics, int? Epoch = null, int? Epochs = null);

/// <summary>The body of a failure.</summary>
/// <param name="Reason">What happened, a sentence.</param>
/// <param name="Kind"><c>error</c> (tried again, as often as the sweep allows), <c>diverged</c> (not tried again) or
/// <c>outOfMemory</c>.</param>
public sealed record Failing(string Reason, FailureKind Kind = FailureKind.Error);

/// <summary>How an attempt stands: the answer to all that is told of it.</summary>
/// <param name="Attempt">Which, see <see cref="Suggestion.Attempt"/>.</param>
/// <param name="Stage">Where it stands, in the journal.</param>
/// <param name="GoOn">Whether to train on. If not, whatever is told of it is in vain.</param>
/// <param name="LeaseSeconds">So long it may go without a word from now on.</param>
/// <param name="Reason">Why it does not go on, a sentence; null = it does, or has its score.</param>
/// <param name="Score">The fold's score, once it is completed.</param>
public sealed record AttemptStanding(
    string Attempt, AttemptStage Stage, bool GoOn, int LeaseSeconds, string? Reason = null, double? Score = null);

/// <summary>Where an attempt stands.</summary>
public enum AttemptStage
{
    /// <summary>There is no such attempt.</summary>
    Unknown,

    /// <summary>It holds the lease of its fold.</summary>
    Running,

    /// <summary>Its result is the fold's.</summary>
    Completed,

    /// <summary>Its trial was stopped as hopeless.</summary>
    Pruned,

    /// <summary>It failed: as its client told, or because that fell silent.</summary>
    Failed,

    /// <summary>It was given back, or ended by a user's pause or cancellation or by the failure of another fold.</summary>
    Stopped,
}
