using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Views;

/// <summary>What a user may do with the sweeps and nodes of a cluster.</summary>
public sealed class SweepActions(ICoordinatorGateway gateway) : ISweepActions
{
    // As long as the HTTP API waits.
    private static readonly TimeSpan Confirmation = TimeSpan.FromSeconds(8);

    /// <inheritdoc />
    public Task PauseAsync(SweepId sweep, string by, string? reason, bool stopRunning, CancellationToken cancellationToken) =>
        ManageAsync(sweep, () => gateway.PauseAsync(sweep, new Pausing(by, reason, stopRunning), cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task ResumeAsync(SweepId sweep, string by, string? reason, CancellationToken cancellationToken) =>
        ManageAsync(sweep, () => gateway.ContinueAsync(sweep, new Continuation(by, reason), cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task ExtendAsync(SweepId sweep, string by, int trials, CancellationToken cancellationToken) => ManageAsync(
        sweep, () => gateway.ExtendAsync(sweep, new Extension(trials, by), cancellationToken), cancellationToken,
        state => SweepExtension.Objection(state, trials));

    /// <inheritdoc />
    public Task EnqueueAsync(
        SweepId sweep, string by, IReadOnlyDictionary<string, ParameterValue> settings, CancellationToken cancellationToken)
    {
        var wanted = Configuration.Empty;
        return ManageAsync(
            sweep, () => gateway.EnqueueAsync(sweep, wanted, new Enqueueing(settings, by), cancellationToken), cancellationToken, state =>
            {
                wanted = ConfigurationReader.Read(state.Definition.Space, settings);
                return TrialQueue.Objection(state, wanted);
            });
    }

    /// <inheritdoc />
    public Task CancelAsync(SweepId sweep, string reason, CancellationToken cancellationToken) =>
        ManageAsync(sweep, () => gateway.CancelAsync(sweep, reason, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public async Task<bool> DrainNodeAsync(string node, CancellationToken cancellationToken)
    {
        var nodes = await AnswerAsync(() => gateway.NodesAsync(cancellationToken)).ConfigureAwait(false);
        return nodes.Any(present => present.Name == node)
            ? await AnswerAsync(() => gateway.DrainNodeAsync(node, Confirmation, cancellationToken)).ConfigureAwait(false)
            : throw new UserError($"There is no node '{node}' now.");
    }

    private async Task ManageAsync(
        SweepId sweep, Func<Task> manage, CancellationToken cancellationToken, Func<SweepState, string?>? objects = null)
    {
        var state = await AnswerAsync(() => gateway.FindAsync(sweep, cancellationToken)).ConfigureAwait(false)
            ?? throw new UserError($"There is no sweep '{sweep}'.");
        var ended = state.Ended ? $"Sweep '{sweep}' has ended already: {state.Ending}" : null;
        if ((objects is null ? ended : objects(state)) is { } objection)
        {
            throw new UserError(objection);
        }

        await AnswerAsync(async () =>
        {
            await manage().ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
    }

    private static async Task<T> AnswerAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (SweepRefusedException e)
        {
            throw new UserError(e.Message);
        }
        catch (Exception e) when (e is TimeoutException or JournalException)
        {
            throw new UserError($"The coordinator cannot answer now: {e.Message} Try again in a moment.");
        }
    }
}
