using System.Collections.Concurrent;
using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Api;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>Knows which clients of a sweep are there, so that a process which ends with the sweep does not end before they know.</summary>
/// <param name="inner">Who answers them.</param>
/// <param name="time">The clock.</param>
public sealed class ClientFarewell(IExternalTrials inner, TimeProvider time) : IExternalTrials
{
    // A client that knows of the end reads the table; one that falls silent is not waited for.
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(3), LongestSilence = TimeSpan.FromSeconds(10),
        Limit = TimeSpan.FromSeconds(20), Look = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, long> heard = []; // clients that do not know of the end, by when they were heard
    private readonly ConcurrentDictionary<AttemptId, string> owners = [];
    private long toldAt = time.GetTimestamp() - (Reading.Ticks * time.TimestampFrequency / TimeSpan.TicksPerSecond);

    /// <inheritdoc />
    public Task<SweepDefinition?> FindAsync(SweepId sweep, CancellationToken cancellationToken) =>
        inner.FindAsync(sweep, cancellationToken);

    /// <inheritdoc />
    public async Task<Asked> AskAsync(SweepId sweep, Asking asking, CancellationToken cancellationToken)
    {
        var client = asking.Worker ?? Asking.Anyone;
        heard[client] = time.GetTimestamp();
        try
        {
            var asked = await inner.AskAsync(sweep, asking, cancellationToken).ConfigureAwait(false);
            heard[client] = time.GetTimestamp();
            foreach (var given in asked.Suggestions)
            {
                owners[AttemptName.Parse(given.Attempt)!.Value] = client;
            }

            if (asked.Status is SweepStatus.Completed or SweepStatus.Cancelled)
            {
                Volatile.Write(ref toldAt, time.GetTimestamp());
                heard.TryRemove(client, out _);
            }

            return asked;
        }
        catch (OperationCanceledException)
        {
            heard.TryRemove(client, out _); // it has hung up
            throw;
        }
    }

    /// <inheritdoc />
    public Task<AttemptStanding> ReportAsync(
        SweepId sweep, AttemptId attempt, WorkerMessage? message, CancellationToken cancellationToken)
    {
        if (owners.TryGetValue(attempt, out var client))
        {
            heard[client] = time.GetTimestamp();
        }

        if (message is FoldCompleted or FoldFailed)
        {
            owners.TryRemove(attempt, out _);
        }

        return inner.ReportAsync(sweep, attempt, message, cancellationToken);
    }

    /// <summary>Waits until the clients that are there know that the sweep has ended, for some seconds at most.</summary>
    public async Task EndAsync()
    {
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(Look, time);
        while (time.GetElapsedTime(began) < Limit
            && (time.GetElapsedTime(Volatile.Read(ref toldAt)) < Reading
                || heard.Values.Any(at => time.GetElapsedTime(at) < LongestSilence)))
        {
            await timer.WaitForNextTickAsync().ConfigureAwait(false);
        }
    }
}
