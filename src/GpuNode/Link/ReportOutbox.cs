using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Link;

/// <summary>What workers have reported of one sweep and the sweep has not acknowledged yet. One batch is under way at a time, so that order
/// is kept.</summary>
internal sealed class ReportOutbox(SweepId sweep, string node, string instance)
{
    // A frame holds 4 MB: 64 messages of a few hundred bytes, or 8 with 32 lines of a log each.
    private const int MostWeight = 64, LogWeight = 8;

    // Beyond that the oldest are given up: while no coordinator is heard, logs shall not fill the memory.
    private const int MostLogs = 256;

    private readonly LinkedList<WorkerMessage> waiting = new();
    private int logs; // of those that wait
    private WorkerReports? sent;
    private long sequence; // of the last message of the last batch
    private long sentAt;

    public SweepId Sweep => sweep;

    public bool IsEmpty => waiting.Count == 0 && sent is null;

    /// <summary>The attempts of which something that counts is not acknowledged yet.</summary>
    public IEnumerable<AttemptId> Attempts =>
        waiting.Concat(sent?.Messages ?? []).Where(message => message is not FoldLogged).Select(message => message.Attempt).Distinct();

    public void Add(WorkerMessage message)
    {
        waiting.AddLast(message);
        if (message is FoldLogged && ++logs > MostLogs)
        {
            waiting.Remove(waiting.First(known => known is FoldLogged));
            logs--;
        }
    }

    /// <summary>What is to be sent now; null = nothing, or something is under way.</summary>
    public WorkerReports? Next(long now)
    {
        if (sent is not null || waiting.Count == 0)
        {
            return null;
        }
        var messages = new List<WorkerMessage>(Math.Min(MostWeight, waiting.Count));
        for (var weight = 0; weight < MostWeight && waiting.First is { Value: var message };)
        {
            waiting.RemoveFirst();
            messages.Add(message);
            (weight, logs) = message is FoldLogged ? (weight + LogWeight, logs - 1) : (weight + 1, logs);
        }
        (sequence, sentAt) = (sequence + messages.Count, now);
        return sent = new WorkerReports(sweep, node, instance, sequence, messages.ToEquatableList());
    }

    /// <summary>What is to be sent again, because no acknowledgement has come since a timestamp; null = nothing.</summary>
    public WorkerReports? Overdue(long since, long now)
    {
        if (sent is null || sentAt > since)
        {
            return null;
        }
        sentAt = now;
        return sent;
    }

    public void Acknowledge(long number)
    {
        if (sent is not null && number >= sent.Sequence)
        {
            sent = null;
        }
    }
}
