using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Client.External;

/// <summary>A fold that this process trains.</summary>
public sealed class LeasedFold
{
    private readonly OrchestratorClient client;
    private readonly SweepId sweep;
    private readonly CancellationTokenSource ending;
    private int epochs;

    internal LeasedFold(OrchestratorClient client, SweepId sweep, Suggestion given, CancellationTokenSource ending) =>
        (this.client, this.sweep, Given, this.ending) = (client, sweep, given, ending);

    /// <summary>Which it is, and with which parameters.</summary>
    public Suggestion Given { get; }

    /// <summary>Why nothing more of it is wanted: it was pruned, or ended by somebody; null = it goes on.</summary>
    public string? StopReason { get; private set; }

    internal bool IsOver => StopReason is not null;

    /// <summary>Tells the values of an epoch.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="metrics">Value by metric; a plain name is of the validation rows.</param>
    /// <returns>Whether to go on. If not, <see cref="StopReason"/> says why, and the token of the training is cancelled.</returns>
    public async Task<bool> ReportAsync(int epoch, IReadOnlyDictionary<string, double> metrics)
    {
        epochs = Math.Max(epochs, epoch);
        Hear(await client.ReportAsync(sweep, Given.Attempt, new Reporting(epoch, metrics)).ConfigureAwait(false));
        return !IsOver;
    }

    internal Telling Result(IReadOnlyDictionary<string, double> metrics) => new(metrics, Math.Max(1, epochs), Math.Max(1, epochs));

    /// <summary>Tells that this process lives, until training ends.</summary>
    internal async Task KeepAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Given.LeaseSeconds / 3.0));
        try
        {
            while (!IsOver && await timer.WaitForNextTickAsync(ending.Token).ConfigureAwait(false))
            {
                try
                {
                    Hear(await client.KeepAsync(sweep, Given.Attempt).ConfigureAwait(false));
                }
                catch (UserError)
                {
                    // No coordinator answers now. If that lasts, the result will tell.
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Hear(AttemptStanding standing)
    {
        if (!standing.GoOn && standing.Stage != AttemptStage.Completed)
        {
            StopReason = standing.Reason ?? $"{standing.Stage}";
            ending.Cancel();
        }
    }
}
