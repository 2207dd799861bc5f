using Akka.Actor;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Coordinator.Sweeps;

// What a SweepActor is told beside the messages of scheduler and nodes, and what it answers.

/// <summary>Begin a sweep. Answered with <see cref="CommandHandled"/> when it is journaled. Said again with the same submission, it changes
/// nothing.</summary>
/// <param name="Sweep">Its id.</param>
/// <param name="Definition">What the user decided.</param>
/// <param name="DataFingerprint">SHA-256 of the data's content, lower-case hex.</param>
/// <param name="Leakage">What lies on both sides of its splits; null = nobody looked.</param>
/// <param name="Submission">Key of the submission; null = none.</param>
public sealed record BeginSweep(
    SweepId Sweep, SweepDefinition Definition, string DataFingerprint, EquatableList<LeakageFinding>? Leakage = null,
        string? Submission = null)
    : ISweepMessage;

/// <summary>Go on with a sweep that the journal knows. Only needed where nothing remembers which sweeps there are.</summary>
public sealed record RecoverSweep(SweepId Sweep) : ISweepMessage;

/// <summary>End a sweep for good; answered with <see cref="CommandHandled"/>.</summary>
/// <param name="Sweep">Which.</param>
/// <param name="Reason">For the journal, a sentence.</param>
public sealed record CancelSweepRequest(SweepId Sweep, string Reason) : ISweepMessage;

/// <summary>Start nothing more for now; answered with <see cref="CommandHandled"/>.</summary>
/// <param name="Sweep">Which.</param>
/// <param name="By">Who asks.</param>
/// <param name="Reason">Why; null = not said.</param>
/// <param name="StopRunning">Whether what runs stops at its next checkpoint; otherwise it runs to its end.</param>
public sealed record PauseSweepRequest(SweepId Sweep, string By, string? Reason, bool StopRunning) : ISweepMessage;

/// <summary>End a pause; answered with <see cref="CommandHandled"/>.</summary>
public sealed record ContinueSweepRequest(SweepId Sweep, string By, string? Reason) : ISweepMessage;

/// <summary>Plan more trials, also of a sweep that is completed; answered with <see cref="CommandHandled"/>.</summary>
/// <param name="Sweep">Which.</param>
/// <param name="Trials">Most trials from now on.</param>
/// <param name="By">Who asks.</param>
public sealed record ExtendSweepRequest(SweepId Sweep, int Trials, string By) : ISweepMessage;

/// <summary>Queue a configuration, which is tried next; answered with <see cref="CommandHandled"/>.</summary>
/// <param name="Sweep">Which.</param>
/// <param name="Configuration">In its space.</param>
/// <param name="By">Who asks.</param>
/// <param name="Key">Of the request: repeated, it changes nothing; null = it is never repeated.</param>
public sealed record EnqueueTrialRequest(SweepId Sweep, Configuration Configuration, string By, string? Key = null) : ISweepMessage;

/// <summary>The sweep's data lies elsewhere now; answered with <see cref="CommandHandled"/>.</summary>
/// <param name="Sweep">Which.</param>
/// <param name="Data">Where; the content is the same.</param>
public sealed record MoveDataRequest(SweepId Sweep, DataDefinition Data) : ISweepMessage;

/// <summary>A command is carried out, and what it caused is journaled; or it was refused.</summary>
/// <param name="Sweep">Which.</param>
/// <param name="Refusal">Why it was refused, a sentence; null = it was carried out.</param>
public sealed record CommandHandled(SweepId Sweep, string? Refusal = null);

/// <summary>Start nothing more, stop what runs at its next checkpoint, and answer <see cref="Drained"/> when all is journaled.</summary>
public sealed record Drain;

/// <summary>Nothing runs any more, and nothing is unwritten.</summary>
public sealed record Drained;

/// <summary>Somebody wants to hear a sweep's news: for <see cref="SweepActor.SubscriptionTime"/>, then it has to be said again.</summary>
/// <param name="Sweep">Which.</param>
/// <param name="Subscriber">Who is told <see cref="SweepChanged"/> and each <see cref="EpochMeasured"/>.</param>
public sealed record SubscribeSweep(SweepId Sweep, IActorRef Subscriber) : ISweepMessage;

/// <summary>There are new events in a sweep's journal, or it waits for something else than before.</summary>
/// <param name="Sweep">Which.</param>
/// <param name="SequenceNr">Of the last event.</param>
/// <param name="Waiting">What it waits for, to stand after "waiting: "; null = nothing.</param>
public sealed record SweepChanged(SweepId Sweep, long SequenceNr, string? Waiting);

/// <summary>A sampler's answer for a trial.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Configuration">What to try; null = the space is exhausted.</param>
/// <param name="Parent">From whose weights it goes on; null = anew.</param>
internal sealed record Suggested(int Trial, Configuration? Configuration, int? Parent = null);

/// <summary>A sampler could not answer.</summary>
/// <param name="Trial">For which trial it was asked.</param>
/// <param name="Reason">A sentence.</param>
internal sealed record SuggestionFailed(int Trial, string Reason);
