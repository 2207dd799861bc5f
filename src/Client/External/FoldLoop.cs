using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Client.External;

/// <summary>Trains the folds of a sweep whose file says <c>model: { external: true }</c>, in a loop of your own: asks, keeps leases, and
/// tells what came out.</summary>
/// <param name="client">Speaks to the coordinators. Stays the caller's.</param>
/// <param name="sweep">Which sweep.</param>
/// <param name="worker">What the journal calls this process.</param>
public sealed class FoldLoop(OrchestratorClient client, SweepId sweep, string worker)
{
    // Shorter than the time after which a client that knows several coordinators asks the next one.
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(8);

    /// <summary>Trains folds until the sweep has ended, or until it is told to stop.</summary>
    /// <param name="train">Trains one: returns the value of each objective by metric. What it throws is told as a failure, which the sweep
    /// tries again as often as its file allows; <see cref="OperationCanceledException"/> gives the fold back.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many results counted.</returns>
    /// <exception cref="UserError">The coordinators refuse, or none answers.</exception>
    public async Task<int> RunAsync(
        Func<LeasedFold, CancellationToken, Task<IReadOnlyDictionary<string, double>>> train, CancellationToken cancellationToken = default)
    {
        for (var counted = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var asking = new Asking(worker, Guid.NewGuid().ToString("N"), Wait: Wait.TotalSeconds);
            var asked = await client.AskFoldsAsync(sweep, asking).ConfigureAwait(false);
            foreach (var given in asked.Suggestions)
            {
                counted += await TrainAsync(given, train, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }

            if (asked.Status is SweepStatus.Completed or SweepStatus.Cancelled)
            {
                return counted;
            }
        }
    }

    // A result that comes too late is no reason to end.
    private async Task<bool> CompleteAsync(Suggestion given, Telling result)
    {
        try
        {
            return (await client.CompleteAsync(sweep, given.Attempt, result).ConfigureAwait(false)).Stage == AttemptStage.Completed;
        }
        catch (UserError)
        {
            if ((await client.KeepAsync(sweep, given.Attempt).ConfigureAwait(false)).GoOn)
            {
                throw;
            }

            return false;
        }
    }

    private async Task<bool> TrainAsync(
        Suggestion given, Func<LeasedFold, CancellationToken, Task<IReadOnlyDictionary<string, double>>> train,
        CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var fold = new LeasedFold(client, sweep, given, ending);
        var keeping = fold.KeepAsync();
        try
        {
            var metrics = await train(fold, ending.Token).ConfigureAwait(false);
            return !fold.IsOver && await CompleteAsync(given, fold.Result(metrics)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (fold.IsOver)
        {
            return false; // the sweep knows
        }
        catch (OperationCanceledException)
        {
            await client.ReleaseAsync(sweep, given.Attempt).ConfigureAwait(false);
            throw;
        }
        catch (Exception e) when (e is not UserError)
        {
            await client.FailAsync(sweep, given.Attempt, new Failing($"{e.GetType().Name}: {e.Message}",
                e is OutOfMemoryException ? FailureKind.OutOfMemory : FailureKind.Error)).ConfigureAwait(false);
            return false;
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await keeping.ConfigureAwait(false);
        }
    }
}
