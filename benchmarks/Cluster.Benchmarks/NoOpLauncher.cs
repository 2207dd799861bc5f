using System.Diagnostics;
using System.Threading.Channels;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>Starts workers that train nothing, for as long as they are told to; what is left is the orchestrator.</summary>
internal sealed class NoOpLauncher(FleetOrders orders) : IWorkerLauncher
{
    private static readonly IReadOnlyDictionary<string, double> Nothing = new Dictionary<string, double>();
    private readonly Dictionary<string, double> metrics = Enumerable.Range(0, orders.Metrics)
        .ToDictionary(i => $"validation/metric-{i}", i => 1.0 / (i + 1));
    private long idle;
    private long busy;

    /// <summary>Waiting between two folds, as a share of waiting and working; 0 before any slot has had two.</summary>
    public double IdleShare => busy == 0 ? 0 : (double)idle / (idle + busy);

    public IWorker Launch(SlotDescription slot) => new Worker(this);

    private sealed class Worker(NoOpLauncher launcher) : IWorker
    {
        private readonly Channel<WorkerMessage> messages = Channel.CreateUnbounded<WorkerMessage>();
        private readonly TaskCompletionSource<string> epitaph = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long? ended;

        public ChannelReader<WorkerMessage> Messages => messages.Reader;

        public Task<string> ExitReason => epitaph.Task;

        public void Send(WorkerCommand command)
        {
            if (command is not RunFold { Assignment: var fold })
            {
                return;
            }

            if (launcher.Pause == TimeSpan.Zero)
            {
                Finish(fold);
            }
            else
            {
                _ = WorkAsync(fold);
            }
        }

        public ValueTask DisposeAsync()
        {
            messages.Writer.TryComplete();
            epitaph.TrySetResult("Disposed.");
            return ValueTask.CompletedTask;
        }

        private async Task WorkAsync(FoldAssignment fold)
        {
            var began = Stopwatch.GetTimestamp();
            if (ended is { } before)
            {
                Interlocked.Add(ref launcher.idle, began - before);
            }

            await Task.Delay(launcher.Pause);
            ended = Stopwatch.GetTimestamp();
            Interlocked.Add(ref launcher.busy, ended.Value - began);
            Finish(fold);
        }

        private void Finish(FoldAssignment fold)
        {
            for (var epoch = 1; epoch <= launcher.Epochs; epoch++)
            {
                messages.Writer.TryWrite(new EpochMeasured(fold.Sweep, fold.Attempt, epoch, launcher.metrics));
            }

            messages.Writer.TryWrite(new FoldCompleted(fold.Sweep, fold.Attempt, new FoldResult(0.5, 1, 1, Nothing, 0)));
        }
    }

    private TimeSpan Pause => TimeSpan.FromMilliseconds(orders.Milliseconds);

    private int Epochs => orders.Epochs;
}
