using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>Reads what is journaled as it comes: what it has seen is durable.</summary>
internal sealed class JournalTail(JournalDatabase journal, SweepId sweep)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);
    private readonly Queue<SweepEvent> read = [];
    private long next = 1;

    /// <summary>The next event, as soon as there is one.</summary>
    public async Task<SweepEvent> NextAsync()
    {
        while (read.Count == 0)
        {
            await foreach (var (number, happened) in journal.Sweeps.NumberedAsync(sweep, next))
            {
                next = number + 1;
                read.Enqueue(happened);
            }
            if (read.Count == 0)
            {
                await Task.Delay(Interval);
            }
        }
        return read.Dequeue();
    }

    /// <summary>The next event of that kind that is wanted.</summary>
    public async Task<T> UntilAsync<T>(Func<T, bool>? wanted = null) where T : SweepEvent
    {
        while (true)
        {
            if (await NextAsync() is T found && wanted?.Invoke(found) != false)
            {
                return found;
            }
        }
    }

    /// <summary>Passes over what has happened so far.</summary>
    public async Task CatchUpAsync()
    {
        await foreach (var (number, _) in journal.Sweeps.NumberedAsync(sweep, next))
        {
            next = number + 1;
        }
        read.Clear();
    }
}
