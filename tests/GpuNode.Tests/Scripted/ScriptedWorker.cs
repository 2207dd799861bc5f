using System.Threading.Channels;
using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.GpuNode.Tests.Scripted;

/// <summary>A worker that the test speaks for.</summary>
internal sealed class ScriptedWorker : IWorker
{
    private readonly Channel<WorkerMessage> messages = Channel.CreateUnbounded<WorkerMessage>();
    private readonly Channel<WorkerCommand> commands = Channel.CreateUnbounded<WorkerCommand>();
    private readonly TaskCompletionSource ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> epitaph = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChannelReader<WorkerMessage> Messages => messages.Reader;

    public Task<string> ExitReason => epitaph.Task;

    public bool RanOutOfMemory { get; private set; }

    public int? ProcessId => 4711;

    public WorkerLog Log { get; } = new(TimeProvider.System);

    public bool Disposed => ending.Task.IsCompleted;

    /// <summary>Completes when it is disposed of.</summary>
    public Task Ending => ending.Task;

    /// <summary>What sending it a command throws.</summary>
    public Exception? Failure { get; set; }

    public void Send(WorkerCommand command)
    {
        if (Failure is { } failure)
        {
            throw failure;
        }
        commands.Writer.TryWrite(command);
    }

    public async Task<T> HearsAsync<T>() where T : WorkerCommand =>
        (await commands.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeOfType<T>();

    public void Says(WorkerMessage message) => messages.Writer.TryWrite(message);

    public void Dies(string lastWords, bool outOfMemory = false)
    {
        if (!epitaph.Task.IsCompleted)
        {
            RanOutOfMemory = outOfMemory;
        }

        epitaph.TrySetResult(lastWords);
        messages.Writer.TryComplete();
    }

    public ValueTask DisposeAsync()
    {
        ending.TrySetResult();
        Dies("Disposed.");
        return ValueTask.CompletedTask;
    }
}
