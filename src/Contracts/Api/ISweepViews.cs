using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Contracts.Api;

/// <summary>What is shown of sweeps: answers whose size does not grow with the sweep, for pages and programs.</summary>
/// <remarks>All members may be called concurrently. What cannot be done is a <see cref="UserError"/>.</remarks>
public interface ISweepViews
{
    /// <summary>All sweeps, the one that began last first.</summary>
    Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellationToken);

    /// <summary>How a sweep goes; null = there is none of that id.</summary>
    Task<SweepOverview?> OverviewAsync(SweepId sweep, CancellationToken cancellationToken);

    /// <summary>Trials of a sweep; null = there is none of that id.</summary>
    /// <exception cref="UserError">The query asks for what there is not.</exception>
    Task<TrialPage?> TrialsAsync(SweepId sweep, TrialQuery query, CancellationToken cancellationToken);

    /// <summary>One trial; null = there is none of that number.</summary>
    Task<TrialDetails?> TrialAsync(SweepId sweep, int trial, CancellationToken cancellationToken);

    /// <summary>Some trials beside each other, of one sweep or of several. Trials that are not there are left out.</summary>
    Task<TrialComparison> CompareAsync(IReadOnlyList<TrialReference> trials, CancellationToken cancellationToken);

    /// <summary>What workers printed during a trial's attempts; null = there is no trial of that number.</summary>
    /// <exception cref="UserError">There is no such fold or attempt.</exception>
    Task<TrialLog?> LogAsync(SweepId sweep, int trial, LogQuery query, CancellationToken cancellationToken);

    /// <summary>A figure of a sweep; null = there is no sweep of that id.</summary>
    /// <exception cref="UserError">There is no such figure, or the sweep has too little to show: a sentence to show in its
    /// place.</exception>
    Task<Figure?> FigureAsync(SweepId sweep, FigureRequest request, CancellationToken cancellationToken);

    /// <summary>One version number now, and another whenever the sweep has changed, at most one in
    /// <paramref name="pace"/>. Completes when the sweep has ended.</summary>
    IAsyncEnumerable<long> ChangesAsync(SweepId sweep, TimeSpan pace, CancellationToken cancellationToken);

    /// <summary>The nodes that are present; null = sweeps are run by this process alone.</summary>
    Task<IReadOnlyList<NodeStatus>?> NodesAsync(CancellationToken cancellationToken);
}
