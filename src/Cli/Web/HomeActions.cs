using Orchestrator.Cli.Embedded;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Web;

/// <summary>What the page does to the sweeps of a home, as the commands do it: a process that runs one is asked to drain first.</summary>
internal sealed class HomeActions(DataDirectory home) : ISweepActions
{
    /// <summary>The actions where the home can be written; null where it can only be read.</summary>
    public static HomeActions? Of(DataDirectory home)
    {
        try
        {
            using var journal = new FileStream(home.Journal, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return new HomeActions(home);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public Task PauseAsync(SweepId sweep, string by, string? reason, bool stopRunning, CancellationToken cancellationToken) =>
        ManageAsync(sweep, client => client.PauseAsync(sweep, reason, stopRunning));

    /// <inheritdoc />
    public Task ResumeAsync(SweepId sweep, string by, string? reason, CancellationToken cancellationToken) =>
        throw new UserError($"Nothing trains behind this page. Go on with 'orchestrator resume {sweep}' in a terminal.");

    /// <inheritdoc />
    public Task CancelAsync(SweepId sweep, string reason, CancellationToken cancellationToken) =>
        ManageAsync(sweep, client => client.CancelAsync(sweep, reason));

    /// <inheritdoc />
    public Task ExtendAsync(SweepId sweep, string by, int trials, CancellationToken cancellationToken) =>
        throw new UserError($"Nothing trains behind this page. Use 'orchestrator resume {sweep} --trials {trials}' in a terminal.");

    /// <inheritdoc />
    public Task EnqueueAsync(
        SweepId sweep, string by, IReadOnlyDictionary<string, ParameterValue> settings, CancellationToken cancellationToken) =>
        ManageAsync(sweep, client => client.EnqueueAsync(sweep, settings));

    /// <inheritdoc />
    public Task<bool> DrainNodeAsync(string node, CancellationToken cancellationToken) =>
        throw new UserError("These sweeps run on one machine: there are no nodes.");

    private async Task ManageAsync(SweepId sweep, Func<ISweepClient, Task> manage)
    {
        await using ISweepClient client = new LocalSweepClient(home);
        await client.FindOpenAsync(sweep.Value);
        await manage(client);
    }
}
