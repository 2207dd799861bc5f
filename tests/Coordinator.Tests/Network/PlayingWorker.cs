using System.Threading.Channels;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.Coordinator.Tests.Network;

/// <summary>Starts workers that play folds.</summary>
internal sealed class PlayingLauncher(int seed) : IWorkerLauncher
{
    private int count;

    public IWorker Launch(SlotDescription slot) => new PlayingWorker(seed + Interlocked.Increment(ref count));
}

/// <summary>A worker whose folds are an analytic function of configuration and fold, and take a while.</summary>
internal sealed class PlayingWorker(int seed) : IWorker
{
    private readonly Channel<WorkerMessage> messages = Channel.CreateUnbounded<WorkerMessage>();
    private readonly Random random = new(seed);
    private volatile StopSign? current;

    private sealed record StopSign(AttemptId Attempt)
    {
        public CancellationTokenSource Source { get; } = new();
    }

    public ChannelReader<WorkerMessage> Messages => messages.Reader;

    public Task<string> ExitReason => Task.FromResult("Disposed.");

    public void Send(WorkerCommand command)
    {
        switch (command)
        {
            case RunFold run:
                current = new StopSign(run.Assignment.Attempt);
                _ = PlayAsync(run.Assignment, current, TimeSpan.FromMilliseconds(random.Next(1, 20)));
                break;
            case StopFold stop when current is { } sign && sign.Attempt == stop.Attempt: sign.Source.Cancel(); break;
        }
    }

    public ValueTask DisposeAsync()
    {
        current?.Source.Cancel();
        messages.Writer.TryComplete();
        return default;
    }

    private async Task PlayAsync(FoldAssignment fold, StopSign sign, TimeSpan epoch)
    {
        foreach (var message in Script.Play(fold))
        {
            if (message is EpochMeasured)
            {
                await Task.Delay(epoch, sign.Source.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
            if (sign.Source.IsCancellationRequested)
            {
                messages.Writer.TryWrite(new FoldFailed(fold.Sweep, fold.Attempt, FailureKind.Interrupted, "Stopped on request."));
                return;
            }
            messages.Writer.TryWrite(message);
        }
    }
}
