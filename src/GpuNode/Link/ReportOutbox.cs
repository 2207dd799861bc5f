using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Link;

/// <summary>What workers have reported of one sweep and the sweep has not acknowledged yet. One batch is under way at a time, so that order
/// is kept.</summary>
internal sealed class ReportOutbox(SweepId sweep, string node, string instance)
{
    private const int MostMessages = 64; // of a few hundred bytes each: far below what a frame may hold

    private readonly Queue<WorkerMessage> waiting = new();
    private WorkerReports? sent;
    private long sequence; // of the last message of the last batch
    private long sentAt;

    public SweepId Sweep => sweep;

    public bool IsEmpty => waiting.Count == 0 && sent is null;

    /// <summary>The attempts of which something is not acknowledged yet.</summary>
    public IEnumerable<AttemptId> Attempts => waiting.Concat(sent?.Messages ?? []).Select(message => message.Attempt).Distinct();

    public void Add(WorkerMessage message) => waiting.Enqueue(message);

    /// <summary>What is to be sent now; null = nothing, or something is under way.</summary>
    public WorkerReports? Next(long now)
    {
        if (sent is not null || waiting.Count == 0)
        {
            return null;
        }
        var messages = new List<WorkerMessage>(Math.Min(MostMessages, waiting.Count));
        while (messages.Count < MostMessages && waiting.TryDequeue(out var message))
        {
            messages.Add(message);
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
