using System.Threading.Channels;

namespace Orchestrator.Journal.Postgres;

/// <summary>Stores together all the writes that have gathered while the last were stored: a hundred actors share one wait for the disk.</summary>
/// <param name="store">Stores writes, tells each its outcome, and does not throw.</param>
/// <param name="maxWeight">Bounds a transaction, and so the latency of the first write in it.</param>
internal sealed class GroupCommit<TWrite> : IAsyncDisposable
    where TWrite : PendingWrite
{
    private readonly Channel<TWrite> queue = Channel.CreateUnbounded<TWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Func<IReadOnlyList<TWrite>, Task> store;
    private readonly int maxWeight;
    private readonly Task running;

    public GroupCommit(Func<IReadOnlyList<TWrite>, Task> store, int maxWeight)
    {
        this.store = store;
        this.maxWeight = maxWeight;
        running = Task.Run(RunAsync);
    }

    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public void Add(TWrite write)
    {
        if (!queue.Writer.TryWrite(write)) throw new ObjectDisposedException(nameof(PostgresJournal));
    }

    /// <summary>Waits for the writes under way.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await running;
    }

    private async Task RunAsync()
    {
        var batch = new List<TWrite>();
        while (await queue.Reader.WaitToReadAsync())
        {
            for (var weight = 0; weight < maxWeight && queue.Reader.TryRead(out var next); weight += next.Weight) batch.Add(next);
            await store(batch);
            batch.Clear();
        }
    }
}
