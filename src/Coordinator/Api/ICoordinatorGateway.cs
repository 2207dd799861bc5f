using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Api;

/// <summary>What the HTTP API asks of the coordinator.</summary>
/// <remarks>
/// All members may be called concurrently. A <see cref="TimeoutException"/> or <see cref="JournalException"/> means that the coordinator
/// cannot answer now; the API tells its client to come again.
/// </remarks>
public interface ICoordinatorGateway
{
    /// <summary>What definitions may say here. Only those that fit it are submitted.</summary>
    DefinitionVocabulary Vocabulary { get; }

    /// <summary>Begins a sweep; journaled when this returns.</summary>
    /// <param name="definition">What <see cref="SweepDefinitionValidator"/> has found nothing against.</param>
    /// <param name="submissionKey">Names this submission: the same in each repetition, so that all of them mean one sweep.</param>
    /// <param name="cancellationToken">Gives up; whether the sweep has begun is unknown then.</param>
    /// <exception cref="SweepRefusedException">The definition is well-formed, but cannot be run here.</exception>
    Task<Submitted> SubmitAsync(SweepDefinition definition, string submissionKey, CancellationToken cancellationToken);

    /// <summary>All sweeps, in any order.</summary>
    Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Why no node that is present can ever serve a sweep, of each that waits for that reason.</summary>
    /// <remarks>Asks the scheduler, which may take half a minute while it moves to another coordinator.</remarks>
    Task<IReadOnlyDictionary<SweepId, string>> ObstaclesAsync(CancellationToken cancellationToken);

    /// <summary>The sweep of that id; null when there is none.</summary>
    Task<SweepState?> FindAsync(SweepId sweep, CancellationToken cancellationToken);

    /// <summary>A sweep's measurements, of one trial or of all, in the journal's order.</summary>
    Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync(SweepId sweep, int? trial, CancellationToken cancellationToken);

    /// <summary>Ends a sweep; journaled when this returns. Harmless when it has ended already.</summary>
    /// <param name="reason">A sentence, for the journal.</param>
    Task CancelAsync(SweepId sweep, string reason, CancellationToken cancellationToken);

    /// <summary>Lets a sweep start no further fold; journaled when this returns. Harmless when it is paused already.</summary>
    Task PauseAsync(SweepId sweep, Pausing pausing, CancellationToken cancellationToken);

    /// <summary>Ends a pause; journaled when this returns. Harmless when there is none.</summary>
    Task ContinueAsync(SweepId sweep, Continuation continuation, CancellationToken cancellationToken);

    /// <summary>Plans more trials for a sweep, also for one that has completed; journaled when this returns.</summary>
    /// <exception cref="SweepRefusedException">No more can be planned, or the data is no longer there.</exception>
    Task ExtendAsync(SweepId sweep, Extension extension, CancellationToken cancellationToken);

    /// <summary>Queues a configuration that is tried next; journaled when this returns.</summary>
    /// <param name="sweep">Which.</param>
    /// <param name="configuration">In its space.</param>
    /// <param name="enqueueing">Who asks, and the request's key.</param>
    /// <param name="cancellationToken">Gives up; whether it was queued is unknown then.</param>
    /// <exception cref="SweepRefusedException">It cannot be tried.</exception>
    Task EnqueueAsync(SweepId sweep, Configuration configuration, Enqueueing enqueueing, CancellationToken cancellationToken);

    /// <summary>Deletes checkpoints that a sweep which has ended needs no longer.</summary>
    /// <exception cref="SweepRefusedException">It has not ended, or a folder cannot be deleted.</exception>
    Task<Cleaned> CleanAsync(SweepId sweep, Cleaning cleaning, CancellationToken cancellationToken);

    /// <summary>The nodes that are present.</summary>
    Task<IReadOnlyList<NodeStatus>> NodesAsync(CancellationToken cancellationToken);

    /// <summary>Gives a node no further fold; what runs there runs to its end. Harmless when it drains already.</summary>
    /// <returns>Whether the node itself has confirmed it within <paramref name="timeout"/>: it will tell every later
    /// coordinator.</returns>
    Task<bool> DrainNodeAsync(string name, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>
    /// All of a sweep's events from its first, in order and without a gap, a <see cref="WaitingNotice"/> if it waits, then
    /// <see cref="CaughtUpNotice"/>;
    /// after that events, measurements and what it waits for as they come. Completes when the sweep has ended, or when this coordinator
    /// holds it no more.
    /// </summary>
    IAsyncEnumerable<SweepNotice> WatchAsync(SweepId sweep, CancellationToken cancellationToken);
}

/// <summary>A sweep cannot be run here; nothing was journaled.</summary>
/// <param name="message">What does not fit, for the user.</param>
public sealed class SweepRefusedException(string message) : Exception(message);
