using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps;

namespace Orchestrator.Client.Sweeps;

/// <summary>The sweeps of a cluster, as its coordinator tells of them.</summary>
/// <param name="client">Is disposed with this.</param>
public sealed class RemoteSweepClient(OrchestratorClient client) : ISweepClient
{
    public async Task<IReadOnlyList<SweepSummary>> ListAsync() => await client.ListAsync();

    public async Task<SweepState> FindAsync(string? id) =>
        await client.FindAsync(id is null ? await LastAsync() : new SweepId(id));

    public async Task<IReadOnlyList<SweepState>> SeriesAsync(string series)
    {
        var states = new List<SweepState>();
        foreach (var member in (await client.ListAsync()).Where(s => s.Nested?.Series == series))
        {
            states.Add(await client.FindAsync(member.Sweep));
        }

        return states;
    }

    public async Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync(SweepId sweep, int? trial) =>
        await client.MeasurementsAsync(sweep, trial);

    public async Task<string?> ModelAsync(SweepId sweep, string folder)
    {
        using var artifacts = await client.ArtifactsAsync();
        var path = Path.Combine(folder, ArtifactNames.Model);
        return await artifacts.FetchAsync($"{sweep}/refit/{ArtifactNames.Model}", path, CancellationToken.None) ? path : null;
    }

    public IAsyncEnumerable<SweepEvent> EventsAsync(SweepId sweep) => client.EventsAsync(sweep);

    public Task PauseAsync(SweepId sweep, string? reason, bool stopRunning) =>
        client.PauseAsync(sweep, new Pausing(Requester.Name, reason, stopRunning));

    public Task CancelAsync(SweepId sweep, string reason) => client.CancelAsync(sweep, reason);

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<SweepId> LastAsync() =>
        (await client.ListAsync()).FirstOrDefault()?.Sweep
            ?? throw new UserError($"The coordinator at {client.Server} has no sweep yet. Give it one with 'orchestrator submit FILE'.");
}
