using Orchestrator.Cli.Embedded;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Sweeps;

namespace Orchestrator.Cli.Web;

/// <summary>What the page does to the sweep that this process runs. The home's other sweeps are left alone.</summary>
internal sealed class RunningActions(DataDirectory home, SweepId running, LocalCoordinator orchestrator) : ISweepActions
{
    /// <inheritdoc />
    public Task PauseAsync(SweepId sweep, string by, string? reason, bool stopRunning, CancellationToken cancellationToken) =>
        TellAsync("pause", new PauseSweepRequest(sweep, by, reason, stopRunning));

    /// <inheritdoc />
    public Task ResumeAsync(SweepId sweep, string by, string? reason, CancellationToken cancellationToken) =>
        TellAsync("resume", new ContinueSweepRequest(sweep, by, reason));

    /// <inheritdoc />
    public Task CancelAsync(SweepId sweep, string reason, CancellationToken cancellationToken) =>
        TellAsync("cancel", new CancelSweepRequest(sweep, reason));

    /// <inheritdoc />
    public Task ExtendAsync(SweepId sweep, string by, int trials, CancellationToken cancellationToken) =>
        TellAsync("resume", new ExtendSweepRequest(sweep, trials, by));

    /// <inheritdoc />
    public async Task EnqueueAsync(
        SweepId sweep, string by, IReadOnlyDictionary<string, ParameterValue> settings, CancellationToken cancellationToken)
    {
        await using ISweepClient client = new LocalSweepClient(home);
        var space = (await client.FindAsync(sweep.Value)).Definition.Space;
        await TellAsync("enqueue", new EnqueueTrialRequest(sweep, ConfigurationReader.Read(space, settings), by));
    }

    /// <inheritdoc />
    public Task<bool> DrainNodeAsync(string node, CancellationToken cancellationToken) =>
        throw new UserError("This sweep runs on one machine: there are no nodes. To stop it, press Ctrl-C where it runs.");

    private Task TellAsync(string verb, ISweepMessage command) => command.Sweep == running
        ? orchestrator.TellAsync(command)
        : throw new UserError($"This process runs sweep '{running}': use 'orchestrator {verb} {command.Sweep}' in a terminal.");
}
