using System.Collections.Concurrent;
using System.Text.Json;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Workers.Trainers;
using Orchestrator.Models.Training;
using Orchestrator.Plugins.Adapters;

namespace Orchestrator.GpuNode.Workers;

/// <summary>The inside of a worker process: takes commands line by line, trains one fold at a time, reports line by line.</summary>
/// <param name="run">Trains a fold.</param>
/// <param name="device">Where.</param>
/// <param name="input">Commands.</param>
/// <param name="output">Reports.</param>
/// <param name="abandoned">
/// Ends the process at once; it is told why. Called when <paramref name="input"/> ends before the work does: the node is gone, and whoever
/// takes the sweep up again must not find two processes at one checkpoint. And when a command cannot be read: the node would wait for what
/// it asked for, for ever. And when a fold takes no step for longer than its sweep allows.
/// </param>
/// <param name="time">The clock; null = the system's.</param>
public sealed class WorkerLoop(
    FoldRunner run, string device, TextReader input, TextWriter output, Action<string> abandoned, TimeProvider? time = null)
{
    private readonly BlockingCollection<FoldAssignment> assignments = [];
    private readonly Dictionary<AttemptId, CancellationTokenSource> open = []; // guarded by itself

    /// <summary>Serves until the input ends.</summary>
    public void Serve()
    {
        // A thread of its own: while a fold is trained, a stop must still be heard.
        new Thread(ReadCommands) { IsBackground = true, Name = "commands" }.Start();
        foreach (var assignment in assignments.GetConsumingEnumerable())
        {
            Execute(assignment);
        }
    }

    private void ReadCommands()
    {
        try
        {
            for (var number = 1; input.ReadLine() is { } line; number++)
            {
                Obey(Read(line, number));
            }
            if (IsBusy)
            {
                abandoned("The node is gone before the work is done.");
            }
        }
        catch (InvalidDataException unreadable)
        {
            abandoned(unreadable.Message);
        }
        assignments.CompleteAdding();
    }

    private static WorkerCommand Read(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<WorkerCommand>(line, WireJson.Options) ?? throw new JsonException("It is null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"Command {number} of the node cannot be read: {e.Message}", e);
        }
    }

    private bool IsBusy
    {
        get
        {
            lock (open)
            {
                return open.Count > 0;
            }
        }
    }

    private void Obey(WorkerCommand command)
    {
        lock (open)
        {
            switch (command)
            {
                case RunFold { Assignment: var assignment } when open.TryAdd(assignment.Attempt, new CancellationTokenSource()):
                    assignments.Add(assignment);
                    break;
                case StopFold stop when open.TryGetValue(stop.Attempt, out var source):
                    source.Cancel();
                    break;
            }
        }
    }

    private void Execute(FoldAssignment assignment)
    {
        CancellationToken stop;
        lock (open)
        {
            stop = open[assignment.Attempt].Token;
        }
        var last = Train(assignment, stop);
        lock (open)
        {
            open.Remove(assignment.Attempt, out var source);
            source!.Dispose();
        }
        Report(last);
    }

    private WorkerMessage Train(FoldAssignment assignment, CancellationToken stop)
    {
        var (sweep, attempt) = (assignment.Sweep, assignment.Attempt);
        using var watch = new StallWatch(assignment.Definition.StallLimit, time ?? TimeProvider.System, abandoned);
        try
        {
            return new FoldCompleted(sweep, attempt, run(assignment, device, new Listener(this, sweep, attempt, watch), stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new FoldFailed(sweep, attempt, FailureKind.Interrupted, "Stopped on request, at its checkpoint.");
        }
        catch (DivergedException e)
        {
            return new FoldFailed(sweep, attempt, FailureKind.Diverged, e.Message);
        }
        catch (TrainerException e)
        {
            return new FoldFailed(sweep, attempt, e.Kind, e.Message, e.OfTrainer);
        }
        catch (Exception e) when (MemoryExhaustion.Explains(e))
        {
            return new FoldFailed(sweep, attempt, FailureKind.OutOfMemory, e.Message);
        }
        catch (Exception e) when (DiskExhaustion.Explains(e))
        {
            return new FoldFailed(sweep, attempt, FailureKind.DiskFull, e.Message);
        }
        catch (PluginFailedException e)
        {
            Console.Error.WriteLine(e);
            return new FoldFailed(sweep, attempt, FailureKind.Error, e.Message);
        }
        // Whatever it was, it is the fold's failure and not the worker's: the reason belongs into the journal.
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
            return new FoldFailed(sweep, attempt, FailureKind.Error, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private void Report(WorkerMessage message)
    {
        output.WriteLine(JsonSerializer.Serialize(message, WireJson.Options));
        output.Flush();
    }

    private sealed class Listener(WorkerLoop loop, SweepId sweep, AttemptId attempt, StallWatch watch) : IFoldListener
    {
        public void OnStarted(int fromEpoch, string device)
        {
            watch.Step();
            loop.Report(new FoldStarted(sweep, attempt, fromEpoch, device));
        }

        public void OnStep(int epoch, int step, int steps) => watch.Step();

        public void OnEpoch(int epoch, IReadOnlyDictionary<string, double> metrics)
        {
            watch.Step();
            loop.Report(new EpochMeasured(sweep, attempt, epoch, metrics));
        }
    }
}
