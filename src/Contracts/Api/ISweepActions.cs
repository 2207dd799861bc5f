using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Contracts.Api;

/// <summary>What a user may do with sweeps and nodes while they run. Journaled when a call returns.</summary>
/// <remarks>What cannot be done is a <see cref="UserError"/>.</remarks>
public interface ISweepActions
{
    /// <summary>Lets a sweep start nothing more.</summary>
    /// <param name="sweep">One that has not ended.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="reason">Why; null = not said.</param>
    /// <param name="stopRunning">Whether what runs stops at its next checkpoint; otherwise it runs to its end.</param>
    /// <param name="cancellationToken">Gives up; whether it was done is unknown then.</param>
    Task PauseAsync(SweepId sweep, string by, string? reason, bool stopRunning, CancellationToken cancellationToken);

    /// <summary>Ends a pause.</summary>
    Task ResumeAsync(SweepId sweep, string by, string? reason, CancellationToken cancellationToken);

    /// <summary>Plans more trials for a sweep, also for one that has completed.</summary>
    /// <param name="sweep">Which.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="trials">Most trials from then on, more than are planned.</param>
    /// <param name="cancellationToken">Gives up; whether it was done is unknown then.</param>
    Task ExtendAsync(SweepId sweep, string by, int trials, CancellationToken cancellationToken);

    /// <summary>Queues a configuration that is tried next, before the search chooses on.</summary>
    /// <param name="sweep">One whose search goes on.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="settings">A value for each hyper-parameter of the space, by name.</param>
    /// <param name="cancellationToken">Gives up; whether it was done is unknown then.</param>
    Task EnqueueAsync(
        SweepId sweep, string by, IReadOnlyDictionary<string, ParameterValue> settings, CancellationToken cancellationToken);

    /// <summary>Ends a sweep for good.</summary>
    Task CancelAsync(SweepId sweep, string reason, CancellationToken cancellationToken);

    /// <summary>Gives a node no further fold.</summary>
    /// <returns>Whether the node itself has confirmed it.</returns>
    Task<bool> DrainNodeAsync(string node, CancellationToken cancellationToken);
}
