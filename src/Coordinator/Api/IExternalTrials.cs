using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Api;

/// <summary>What the HTTP API asks for clients that train in loops of their own.</summary>
/// <remarks>All members may be called concurrently. A <see cref="TimeoutException"/> or <see cref="JournalException"/> means that nobody
/// can answer now; the API tells its client to come again.</remarks>
public interface IExternalTrials
{
    /// <summary>The definition of a sweep whose folds clients train; null when there is no such sweep.</summary>
    /// <exception cref="SweepRefusedException">Nodes train it, or it is not served here.</exception>
    Task<SweepDefinition?> FindAsync(SweepId sweep, CancellationToken cancellationToken);

    /// <summary>Folds for a client; journaled as leased when this returns.</summary>
    /// <param name="sweep">Of which sweep.</param>
    /// <param name="asking">What the client wants; sound.</param>
    /// <param name="cancellationToken">The client has hung up.</param>
    Task<Asked> AskAsync(SweepId sweep, Asking asking, CancellationToken cancellationToken);

    /// <summary>Takes what a client tells of an attempt; journaled when this returns.</summary>
    /// <param name="sweep">Of which sweep.</param>
    /// <param name="attempt">Of which attempt.</param>
    /// <param name="message">What it tells; null = that it lives.</param>
    /// <param name="cancellationToken">Gives up; whether it was journaled is unknown then.</param>
    /// <returns>How the attempt stands now.</returns>
    Task<AttemptStanding> ReportAsync(SweepId sweep, AttemptId attempt, WorkerMessage? message, CancellationToken cancellationToken);
}
