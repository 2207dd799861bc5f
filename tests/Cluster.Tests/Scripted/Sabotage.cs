using Orchestrator.Actors.Transport;
using Orchestrator.Journal;

namespace Orchestrator.Cluster.Tests.Scripted;

/// <summary>Interferes with one step of one process: holds it up there until the test has killed the process, or loses a message.</summary>
/// <param name="what">Manifest of the message that is sent, the message that is acknowledged, or the event that is appended.</param>
/// <param name="afterwards">Whether the step is done when it is held up, and only whoever waits for it does not hear of it.</param>
/// <param name="occurrence">The how-manieth of its kind, from 1.</param>
internal sealed class Sabotage(string what, bool afterwards, int occurrence = 1) : IDisposable
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource over = new();
    private int seen;

    /// <summary>Whether the message is lost on the way, in place of being held up.</summary>
    public bool Loses { get; init; }

    /// <summary>Whether the message is sent twice.</summary>
    public bool Repeats { get; init; }

    /// <summary>Completes when the step was reached.</summary>
    public Task Reached => reached.Task;

    public ITransport Tamper(ITransport transport) => new TamperedTransport(transport, this);

    public IJournal Tamper(IJournal journal) => new TamperedJournal(journal, this);

    /// <summary>Lets go of what is held up, so that it can end.</summary>
    public void Dispose()
    {
        over.Cancel();
        over.Dispose();
    }

    /// <summary>Does a step that concerns these things.</summary>
    public async ValueTask<T> DoAsync<T>(IEnumerable<string> manifests, Func<ValueTask<T>> step)
    {
        var mine = manifests.Count(manifest => manifest == what && Interlocked.Increment(ref seen) == occurrence);
        if (mine == 0) return await step();
        if (Loses)
        {
            reached.SetResult();
            return default!;
        }
        if (Repeats)
        {
            await step();
            reached.SetResult();
            return await step();
        }
        if (afterwards) await step();
        reached.SetResult();
        await Task.Delay(Timeout.Infinite, over.Token);
        return default!;
    }
}
