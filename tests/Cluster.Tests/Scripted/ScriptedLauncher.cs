using System.Threading.Channels;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.Cluster.Tests.Scripted;

/// <summary>Starts workers that train in no time, or hang until stopped where the test says so.</summary>
/// <param name="hangs">Whether an attempt hangs.</param>
internal sealed class ScriptedLauncher(Func<AttemptId, bool>? hangs = null) : IWorkerLauncher
{
    private readonly TaskCompletionSource<AttemptId> hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action? resume;

    /// <summary>Whose attempts may hang; null = anyone's.</summary>
    public SweepId? Of { get; init; }

    /// <summary>Completes with the first attempt that hangs.</summary>
    public Task<AttemptId> Hanging => hanging.Task;

    /// <summary>Lets the attempt that hangs go on.</summary>
    public void Release() => resume!();

    public IWorker Launch(SlotDescription slot) => new Worker(this, slot);

    private sealed class Worker(ScriptedLauncher launcher, SlotDescription slot) : IWorker
    {
        private readonly Channel<WorkerMessage> messages = Channel.CreateUnbounded<WorkerMessage>();
        private readonly TaskCompletionSource<string> epitaph = new();
        private SweepId sweep;

        public ChannelReader<WorkerMessage> Messages => messages.Reader;

        public Task<string> ExitReason => epitaph.Task;

        public WorkerLog Log { get; } = new(TimeProvider.System);

        public void Send(WorkerCommand command)
        {
            if (command is StopFold stop)
            {
                Say(new FoldFailed(sweep, stop.Attempt, FailureKind.Interrupted, "Stopped on request."));
            }

            if (command is RunFold run)
            {
                Train(run.Assignment);
            }
        }

        public ValueTask DisposeAsync()
        {
            epitaph.TrySetResult("Disposed.");
            messages.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }

        private void Train(FoldAssignment fold)
        {
            sweep = fold.Sweep;
            Log.Append($"{fold.Attempt} is what I do");
            Say(new FoldStarted(fold.Sweep, fold.Attempt, 0, slot.Device));
            if (!launcher.hanging.Task.IsCompleted && launcher.Hangs(fold))
            {
                launcher.resume = () => Finish(fold);
                launcher.hanging.TrySetResult(fold.Attempt);
                return;
            }
            Finish(fold);
        }

        private void Finish(FoldAssignment fold)
        {
            var score = Sample.Score(fold);
            var metrics = new Dictionary<string, double> { ["validation/score"] = score };
            for (var epoch = 1; epoch <= fold.Epochs; epoch++)
            {
                Say(new EpochMeasured(fold.Sweep, fold.Attempt, epoch, metrics));
            }

            Say(new FoldCompleted(fold.Sweep, fold.Attempt, new FoldResult(score, fold.Epochs, fold.Epochs, metrics, 0)));
        }

        private void Say(WorkerMessage message) => messages.Writer.TryWrite(message);
    }

    private bool Hangs(FoldAssignment fold) => (Of is null || Of == fold.Sweep) && hangs?.Invoke(fold.Attempt) == true;
}
