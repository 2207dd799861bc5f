using System.Threading.Channels;
using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.GpuNode.Tests.Scripted;

internal sealed class ScriptedLauncher : IWorkerLauncher
{
    private readonly Channel<ScriptedWorker> launched = Channel.CreateUnbounded<ScriptedWorker>();

    public int Count { get; private set; }

    /// <summary>What the next launch throws.</summary>
    public Exception? Failure { get; set; }

    public IWorker Launch(SlotDescription slot)
    {
        Count++;
        if (Failure is { } failure)
        {
            Failure = null;
            throw failure;
        }
        var worker = new ScriptedWorker();
        launched.Writer.TryWrite(worker);
        return worker;
    }

    public Task<ScriptedWorker> NextAsync() => launched.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
}
