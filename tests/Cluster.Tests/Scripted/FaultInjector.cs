using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Cluster.Tests.Scripted;

/// <summary>Interferes with one step of one coordinator: cuts it off there until the test has killed it, or loses a message.</summary>
/// <param name="what">
/// Manifest of a message to or from the coordinator, or of an event that it appends; the type of a worker's report; or <c>measurements</c>.
/// </param>
/// <param name="afterwards">Whether the step is done before the coordinator is cut off.</param>
/// <param name="occurrence">The how-manieth of its kind, from 1.</param>
internal sealed class FaultInjector(string what, bool afterwards, int occurrence = 1) : IDisposable
{
    private static readonly IReadOnlyDictionary<Type, string> Manifests = ProtocolMessages.Manifests.ToDictionary(m => m.Value, m => m.Key);

    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource over = new();
    private int seen;

    /// <summary>Whether that one message is lost on the way, and nothing else happens.</summary>
    public bool Loses { get; init; }

    /// <summary>Completes when the step was reached.</summary>
    public Task Reached => reached.Task;

    /// <summary>Whether a message between the coordinator and a node gets through.</summary>
    public bool Passes(object message)
    {
        if (reached.Task.IsCompleted)
        {
            return Loses;
        }
        if (!Strikes(Labels(message)))
        {
            return true;
        }
        reached.SetResult();
        return afterwards && !Loses;
    }

    /// <summary>Does a step of the coordinator that writes.</summary>
    public async Task<T> DoAsync<T>(IEnumerable<string> labels, Func<Task<T>> step)
    {
        if (reached.Task.IsCompleted && !Loses)
        {
            await Task.Delay(Timeout.Infinite, over.Token); // as if it were dead already
        }
        if (!Strikes(labels))
        {
            return await step();
        }
        if (afterwards)
        {
            await step();
        }
        reached.SetResult();
        await Task.Delay(Timeout.Infinite, over.Token);
        return default!;
    }

    /// <summary>Lets go of what is held up, so that it can end.</summary>
    public void Dispose()
    {
        over.Cancel();
        over.Dispose();
    }

    private bool Strikes(IEnumerable<string> labels) =>
        labels.Count(label => label == what && Interlocked.Increment(ref seen) == occurrence) > 0;

    private static IEnumerable<string> Labels(object message) => message is WorkerReports reports
        ? reports.Messages.Select(report => report.GetType().Name)
        : [Manifests.GetValueOrDefault(message.GetType(), "")];
}
