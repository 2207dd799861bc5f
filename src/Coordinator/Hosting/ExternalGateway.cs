using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.External;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>Takes what clients ask and tell to their sweeps, wherever these live.</summary>
/// <param name="sweeps">Takes any <see cref="ISweepMessage"/> to its sweep.</param>
/// <param name="find">Looks a sweep up in the journal; null = there is none.</param>
public sealed class ExternalGateway(IActorRef sweeps, Func<SweepId, CancellationToken, Task<SweepState?>> find) : IExternalTrials
{
    private const int MostKnown = 1000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30), RetryInterval = TimeSpan.FromSeconds(5);

    // Of what is said of folds in a definition, nothing changes while the sweep lives.
    private readonly ConcurrentDictionary<SweepId, SweepDefinition> known = [];

    /// <inheritdoc />
    public async Task<SweepDefinition?> FindAsync(SweepId sweep, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(sweep, out var definition))
        {
            return definition;
        }

        if (await find(sweep, cancellationToken).ConfigureAwait(false) is not { } state)
        {
            return null;
        }

        if (!state.Definition.IsExternal)
        {
            throw new SweepRefusedException($"Sweep '{sweep}' is trained by nodes. Clients train what says 'model: {{ external: true }}' "
                + "in its file.");
        }

        if (known.Count >= MostKnown)
        {
            known.Clear();
        }

        return known[sweep] = state.Definition;
    }

    /// <inheritdoc />
    public async Task<Asked> AskAsync(SweepId sweep, Asking asking, CancellationToken cancellationToken)
    {
        var (worker, key) = (asking.Worker ?? Asking.Anyone, asking.Key ?? Guid.NewGuid().ToString("N"));
        var wait = TimeSpan.FromSeconds(asking.Wait);
        try
        {
            return await AskAsync<Asked>(sweep, wait, left => new AskFolds(sweep, worker, key, asking.Count, left.TotalSeconds),
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            sweeps.Tell(new WithdrawAsk(sweep, key));
            throw;
        }
    }

    /// <inheritdoc />
    public Task<AttemptStanding> ReportAsync(
        SweepId sweep, AttemptId attempt, WorkerMessage? message, CancellationToken cancellationToken) =>
        AskAsync<AttemptStanding>(sweep, TimeSpan.Zero, _ => new ReportAttempt(sweep, attempt, message), cancellationToken);

    // The sweep may be about to move to another coordinator, and questions get lost on the way. Asked again, it knows by key or by attempt
    // what it has answered already.
    private async Task<T> AskAsync<T>(
        SweepId sweep, TimeSpan wait, Func<TimeSpan, object> question, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = wait - Stopwatch.GetElapsedTime(began);
            try
            {
                return await sweeps.Ask<T>(question(left > TimeSpan.Zero ? left : TimeSpan.Zero), RetryInterval, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (AskTimeoutException) when (Stopwatch.GetElapsedTime(began) < wait + Timeout)
            {
            }
            catch (AskTimeoutException)
            {
                throw new TimeoutException($"Sweep '{sweep}' did not answer within {Timeout.TotalSeconds} seconds; it may be on its way to "
                    + "another coordinator.");
            }
        }
    }
}
