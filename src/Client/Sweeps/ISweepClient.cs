using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps;

namespace Orchestrator.Client.Sweeps;

/// <summary>Where sweeps are: a home on this machine, or a cluster. The commands that read or manage sweeps speak to this, and so print the
/// same for both.</summary>
/// <remarks>What cannot be done is a <see cref="UserError"/>.</remarks>
public interface ISweepClient : IAsyncDisposable
{
    /// <summary>All sweeps, the last one first.</summary>
    Task<IReadOnlyList<SweepSummary>> ListAsync();

    /// <summary>The sweep of that id; null = the one that was started last.</summary>
    Task<SweepState> FindAsync(string? id);

    /// <summary>The sweep of that id, which has not ended.</summary>
    async Task<SweepState> FindOpenAsync(string id)
    {
        var state = await FindAsync(id);
        return state.Ended ? throw new UserError($"Sweep '{state.Id}' has ended already: {state.Ending}") : state;
    }

    /// <summary>The sweeps of a nested cross-validation, in any order.</summary>
    /// <param name="series">Of their definitions.</param>
    Task<IReadOnlyList<SweepState>> SeriesAsync(string series);

    /// <summary>A sweep's measurements, of one trial or of all.</summary>
    Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync(SweepId sweep, int? trial = null);

    /// <summary>What workers printed during a trial's attempts.</summary>
    Task<TrialLog> LogAsync(SweepId sweep, int trial, LogQuery query);

    /// <summary>A file that a fold has left; null = there is none.</summary>
    /// <param name="sweep">Which.</param>
    /// <param name="fold">Whose.</param>
    /// <param name="name">A name of <see cref="ArtifactNames"/>.</param>
    /// <param name="folder">Where it may be put, if it lies on another machine.</param>
    Task<string?> ArtifactAsync(SweepId sweep, FoldId fold, string name, string folder);

    /// <summary>Whether a fold has left a file, and it is still there.</summary>
    /// <param name="sweep">Which.</param>
    /// <param name="fold">Whose.</param>
    /// <param name="name">A name of <see cref="ArtifactNames"/>.</param>
    Task<bool> HasArtifactAsync(SweepId sweep, FoldId fold, string name);

    /// <summary>The file of the refit's weights; null = there is none, because the sweep has not ended or nothing was refitted.</summary>
    /// <param name="sweep">Which.</param>
    /// <param name="folder">Where it may be put, if it lies on another machine.</param>
    Task<string?> ModelAsync(SweepId sweep, string folder) =>
        ArtifactAsync(sweep, new FoldId(0, FoldId.RefitFold), ArtifactNames.Model, folder);

    /// <summary>What has happened so far, in order.</summary>
    IAsyncEnumerable<SweepEvent> EventsAsync(SweepId sweep);

    /// <summary>Lets a sweep start nothing more; journaled when this returns.</summary>
    /// <param name="sweep">One that has not ended.</param>
    /// <param name="reason">Why; null = not said.</param>
    /// <param name="stopRunning">Whether what runs stops at its next checkpoint; otherwise it runs to its end, where somebody is there to
    /// run it.</param>
    Task PauseAsync(SweepId sweep, string? reason, bool stopRunning);

    /// <summary>Queues a configuration that is tried next; journaled when this returns.</summary>
    /// <param name="sweep">One whose search goes on.</param>
    /// <param name="settings">A value for each hyper-parameter of the space, by name.</param>
    /// <returns>The number of the trial that tries it.</returns>
    Task<int> EnqueueAsync(SweepId sweep, IReadOnlyDictionary<string, ParameterValue> settings);

    /// <summary>Ends a sweep for good; journaled when this returns.</summary>
    Task CancelAsync(SweepId sweep, string reason);
}
