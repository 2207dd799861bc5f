using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
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

    public async Task<TrialLog> LogAsync(SweepId sweep, int trial, LogQuery query) => await client.LogAsync(sweep, trial, query);

    public async Task<string?> ArtifactAsync(SweepId sweep, FoldId fold, string name, string folder)
    {
        using var artifacts = await client.ArtifactsAsync();
        var path = Path.Combine(folder, name);
        return await artifacts.FetchAsync($"{ArtifactNames.FolderOf(sweep, fold)}/{name}", path, CancellationToken.None) ? path : null;
    }

    public async Task<bool> HasArtifactAsync(SweepId sweep, FoldId fold, string name)
    {
        using var artifacts = await client.ArtifactsAsync();
        return await artifacts.HasAsync($"{ArtifactNames.FolderOf(sweep, fold)}/{name}", CancellationToken.None);
    }

    public IAsyncEnumerable<SweepEvent> EventsAsync(SweepId sweep) => client.EventsAsync(sweep);

    public Task PauseAsync(SweepId sweep, string? reason, bool stopRunning) =>
        client.PauseAsync(sweep, new Pausing(Requester.Name, reason, stopRunning));

    public async Task<int> EnqueueAsync(SweepId sweep, IReadOnlyDictionary<string, ParameterValue> settings)
    {
        var request = new Enqueueing(settings, Requester.Name, Guid.NewGuid().ToString("N"));
        await client.EnqueueAsync(sweep, request);
        return TrialQueue.Find(await client.FindAsync(sweep), request.Key!)
            ?? throw new UserError($"The coordinator at {client.Server} has queued nothing: is it of an older version?");
    }

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
