using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Tests.Scripted;
using Orchestrator.GpuNode.Workers;
using Orchestrator.GpuNode.Workers.Trainers;
using Orchestrator.Models.Training;

namespace Orchestrator.GpuNode.Tests.Workers;

public sealed class WorkerLoopTests : IDisposable
{
    private readonly AnonymousPipeServerStream commands = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream reports = new(PipeDirection.In);
    private readonly TaskCompletionSource<string> abandoned = new();
    private readonly StreamWriter writer;
    private readonly StreamReader reader;

    public WorkerLoopTests() => (writer, reader) = (new StreamWriter(commands) { AutoFlush = true }, new StreamReader(reports));

    public void Dispose()
    {
        commands.Dispose();
        reports.Dispose();
    }

    [Fact]
    public async Task Progress_and_result_are_reported_in_order()
    {
        var served = Serve((assignment, device, listener, _) =>
        {
            listener.OnStarted(0, device);
            listener.OnEpoch(1, new Dictionary<string, double> { ["train/loss"] = double.NaN });
            return Sample.Result;
        });
        Send(Sample.Run(1));
        (await HearAsync<FoldStarted>()).Device.ShouldBe("cpu");
        (await HearAsync<EpochMeasured>()).Metrics["train/loss"].ShouldBe(double.NaN);
        (await HearAsync<FoldCompleted>()).Result.Score.ShouldBe(Sample.Result.Score);
        writer.Close();
        await served.WaitAsync(TimeSpan.FromSeconds(20));
        abandoned.Task.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task An_exception_fails_the_fold_and_not_the_worker()
    {
        _ = Serve((assignment, _, _, _) => assignment.Attempt.Attempt == 1
            ? throw new InvalidDataException("Row 3 has no label.") : Sample.Result);
        Send(Sample.Run(1));
        var failed = await HearAsync<FoldFailed>();
        (failed.Kind, failed.Reason).ShouldBe((FailureKind.Error, "InvalidDataException: Row 3 has no label."));
        Send(Sample.Run(2));
        await HearAsync<FoldCompleted>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whose_failure_it_was_is_told(bool ofTrainer)
    {
        _ = Serve((_, _, _, _) => throw new TrainerException(FailureKind.Crashed, "The trainer crashed.", ofTrainer));
        Send(Sample.Run(1));
        (await HearAsync<FoldFailed>()).ShouldSatisfyAllConditions(
            f => f.Kind.ShouldBe(FailureKind.Crashed), f => f.OfTrainer.ShouldBe(ofTrainer));
    }

    [Theory]
    [InlineData(28)] // no space
    [InlineData(122)] // quota
    [InlineData(27)] // ulimit -f
    public async Task Want_of_room_on_the_disk_is_no_error_of_the_fold(int error)
    {
        _ = Serve((_, _, _, _) => throw new InvalidOperationException("Saving.", new IOException("No room: '/a/b'", error)));
        Send(Sample.Run(1));
        (await HearAsync<FoldFailed>()).Kind.ShouldBe(FailureKind.DiskFull);
    }

    [Fact]
    public async Task A_stop_is_heard_while_a_fold_is_trained()
    {
        _ = Serve((_, device, listener, stop) =>
        {
            listener.OnStarted(0, device);
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
            stop.ThrowIfCancellationRequested();
            return Sample.Result;
        });
        Send(Sample.Run(1));
        await HearAsync<FoldStarted>();
        Send(new StopFold(Sample.Slot.Id, Sample.Sweep, Sample.Attempt(1)));
        (await HearAsync<FoldFailed>()).Kind.ShouldBe(FailureKind.Interrupted);
    }

    [Fact]
    public async Task When_the_node_is_gone_the_worker_does_not_go_on_alone()
    {
        using var release = new ManualResetEventSlim();
        _ = Serve((_, device, listener, _) =>
        {
            listener.OnStarted(0, device);
            release.Wait(TimeSpan.FromSeconds(20), CancellationToken.None);
            return Sample.Result;
        });
        Send(Sample.Run(1));
        await HearAsync<FoldStarted>();
        writer.Close();
        (await abandoned.Task.WaitAsync(TimeSpan.FromSeconds(20))).ShouldContain("node is gone");
        release.Set();
    }

    [Theory]
    [InlineData("{\"message\":\"run\",\"assign")]
    [InlineData("{\"message\":\"dance\"}")]
    [InlineData("null")]
    public async Task A_command_that_cannot_be_read_ends_the_worker_with_the_reason(string line)
    {
        _ = Serve((_, _, _, _) => Sample.Result);
        Send(Sample.Run(1));
        await HearAsync<FoldCompleted>();
        writer.WriteLine(line);
        (await abandoned.Task.WaitAsync(TimeSpan.FromSeconds(20))).ShouldStartWith("Command 2 of the node cannot be read: ");
    }

    [Fact]
    public async Task A_stop_that_comes_too_late_is_passed_over()
    {
        _ = Serve((_, _, _, _) => Sample.Result);
        Send(Sample.Run(1));
        await HearAsync<FoldCompleted>();
        Send(new StopFold(Sample.Slot.Id, Sample.Sweep, Sample.Attempt(1)));
        Send(Sample.Run(2));
        await HearAsync<FoldCompleted>();
    }

    [Fact]
    public async Task A_fold_that_takes_no_step_for_longer_than_its_sweep_allows_ends_the_worker()
    {
        var time = new FakeTimeProvider();
        var steps = new BlockingCollection<int>();
        using var taken = new SemaphoreSlim(0);
        _ = Serve((_, device, listener, _) =>
        {
            listener.OnStarted(0, device);
            foreach (var step in steps.GetConsumingEnumerable(CancellationToken.None))
            {
                listener.OnStep(1, step, 10);
                taken.Release();
            }

            return Sample.Result;
        }, time);
        Send(Sample.Run(1) with
        {
            Assignment = Sample.Run(1).Assignment with { Definition = Sample.Definition with { Resources = new(StallMinutes: 3) } },
        });
        await HearAsync<FoldStarted>();
        for (var step = 1; step <= 3; step++)
        {
            time.Advance(TimeSpan.FromMinutes(2.9));
            steps.Add(step);
            (await taken.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeTrue();
        }

        abandoned.Task.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMinutes(3.1));
        (await abandoned.Task.WaitAsync(TimeSpan.FromSeconds(20)))
            .ShouldBe("The fold has taken no step for 3 minutes (resources: stall_minutes).");
        steps.CompleteAdding();
        await HearAsync<FoldCompleted>(); // this process goes on
    }

    [Fact]
    public void A_sweep_with_plugins_bears_half_an_hour_and_others_bear_any_time()
    {
        Sample.Definition.StallLimit.ShouldBeNull();
        var plugged = Sample.Definition with { Plugins = [new PluginDefinition("demo", "/demo", [])] };
        plugged.StallLimit.ShouldBe(TimeSpan.FromMinutes(30));
        (plugged with { Resources = new(StallMinutes: 0.5) }).StallLimit.ShouldBe(TimeSpan.FromSeconds(30));
    }

    private Task Serve(FoldRunner run, TimeProvider? time = null)
    {
        var input = new StreamReader(new AnonymousPipeClientStream(PipeDirection.In, commands.ClientSafePipeHandle));
        var output = new StreamWriter(new AnonymousPipeClientStream(PipeDirection.Out, reports.ClientSafePipeHandle));
        var loop = new WorkerLoop(run, "cpu", input, output, abandoned.SetResult, time);
        return Task.Factory.StartNew(loop.Serve, TaskCreationOptions.LongRunning);
    }

    private void Send(WorkerCommand command) => writer.WriteLine(JsonSerializer.Serialize(command, WireJson.Options));

    private async Task<T> HearAsync<T>() where T : WorkerMessage
    {
        var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        return JsonSerializer.Deserialize<WorkerMessage>(line!, WireJson.Options).ShouldBeOfType<T>();
    }
}
