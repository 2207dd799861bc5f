using System.Text;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.GpuNode.Workers;

/// <summary>What a worker prints, until it is passed on: of each attempt the first lines and the last ones, however much there
/// is.</summary>
/// <remarks>Filled by whoever reads the pipes, emptied by the slot: a worker that prints without end fills no mailbox.
/// Thread-safe.</remarks>
/// <param name="time">The clock.</param>
public sealed class WorkerLog(TimeProvider time)
{
    /// <summary>Most lines of one message.</summary>
    public const int Batch = 32;

    /// <summary>Most first and last lines of an attempt.</summary>
    public const int HeadLines = 100, TailLines = 400;

    /// <summary>So many messages hold all that is kept of an attempt.</summary>
    public const int MostBatches = (HeadLines + TailLines) / Batch + 1;

    /// <summary>Most bytes of them, in UTF-8.</summary>
    public const int HeadBytes = 16 << 10, TailBytes = 48 << 10;

    private readonly Lock gate = new();
    private readonly List<LogLine> head = [];
    private readonly Queue<LogLine> tail = new();
    private (SweepId Sweep, AttemptId Attempt)? current;
    private int headBytes, tailBytes, count, taken;

    /// <summary>What comes from now on belongs to this attempt. What was not taken of the one before is given up.</summary>
    public void Begin(SweepId sweep, AttemptId attempt)
    {
        lock (gate)
        {
            head.Clear();
            tail.Clear();
            (headBytes, tailBytes, count, taken, current) = (0, 0, 0, 0, (sweep, attempt));
        }
    }

    /// <summary>Takes note of a line. Before the first attempt it belongs to none, and is forgotten.</summary>
    public void Append(string printed)
    {
        lock (gate)
        {
            if (current is null)
            {
                return;
            }

            var line = new LogLine(++count, time.GetUtcNow(), LogLine.Clean(printed));
            var bytes = SizeOf(line);
            if (tail.Count == 0 && head.Count < HeadLines && headBytes + bytes <= HeadBytes)
            {
                head.Add(line);
                headBytes += bytes;
                return;
            }

            tail.Enqueue(line);
            for (tailBytes += bytes; tail.Count > TailLines || tailBytes > TailBytes;)
            {
                tailBytes -= SizeOf(tail.Dequeue());
            }
        }
    }

    /// <summary>The next lines that were not taken yet, at most <see cref="Batch"/>; null = there are none.</summary>
    public FoldLogged? Take()
    {
        lock (gate)
        {
            if (current is not var (sweep, attempt) || taken == count)
            {
                return null;
            }

            var lines = head.Concat(tail).SkipWhile(line => line.Number <= taken).Take(Batch).ToEquatableList();
            taken = lines[^1].Number;
            return new FoldLogged(sweep, attempt, lines, head.Count, tail.TryPeek(out var first) ? first.Number : head.Count + 1);
        }
    }

    private static int SizeOf(LogLine line) => Encoding.UTF8.GetByteCount(line.Text) + 1;
}
