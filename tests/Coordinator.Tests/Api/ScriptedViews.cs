using System.Runtime.CompilerServices;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Coordinator.Tests.Api;

/// <summary>Views of the sweeps that a gateway knows. Nothing is logged, and every figure is the same.</summary>
internal sealed class ScriptedViews(ICoordinatorGateway gateway) : ISweepViews
{
    public Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellationToken) => gateway.ListAsync(cancellationToken);

    public Task<SweepOverview?> OverviewAsync(SweepId sweep, CancellationToken cancellationToken) =>
        OfAsync(sweep, state => SweepOverviews.Of(state, _ => 0, DateTimeOffset.UnixEpoch));

    public Task<TrialPage?> TrialsAsync(SweepId sweep, TrialQuery query, CancellationToken cancellationToken) =>
        OfAsync(sweep, state => TrialPages.Of(state, query));

    public Task<TrialDetails?> TrialAsync(SweepId sweep, int trial, CancellationToken cancellationToken) =>
        OfAsync(sweep, state => trial < state.Trials.Count ? TrialViews.Details(state, trial, []) : null);

    public async Task<TrialComparison> CompareAsync(IReadOnlyList<TrialReference> trials, CancellationToken cancellationToken)
    {
        var compared = new List<TrialDetails>();
        foreach (var (sweep, trial) in trials)
        {
            compared.Add(await TrialAsync(sweep, trial, cancellationToken) ?? throw new UserError($"There is no trial {trial}."));
        }

        return TrialComparisons.Of(compared);
    }

    public Task<TrialLog?> LogAsync(SweepId sweep, int trial, LogQuery query, CancellationToken cancellationToken) =>
        OfAsync(sweep, state => TrialLogs.Of(state, trial, [], Array.Empty<(AttemptId Attempt, LogLine Line)>()
            .ToLookup(own => own.Attempt, own => own.Line)));

    public Task<Figure?> FigureAsync(SweepId sweep, FigureRequest request, CancellationToken cancellationToken) => OfAsync(sweep, _ =>
        new Figure(request.Name, "a figure", "",
            [new(new("x", AxisKind.Linear, 0, 1), new("y", AxisKind.Count, 0, 9), [new PointMarks([0.5], [4])])]));

    public async IAsyncEnumerable<long> ChangesAsync(SweepId sweep, TimeSpan pace,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return 1;
    }

    public async Task<IReadOnlyList<NodeStatus>?> NodesAsync(CancellationToken cancellationToken) =>
        await gateway.NodesAsync(cancellationToken);

    private async Task<T?> OfAsync<T>(SweepId sweep, Func<SweepState, T?> view) where T : class =>
        await gateway.FindAsync(sweep, CancellationToken.None) is { } state ? view(state) : null;
}
