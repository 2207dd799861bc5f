using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Tests.Scripted;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.GpuNode.Tests.Workers;

/// <summary>Real child processes: a shell that plays the worker.</summary>
public class ProcessLauncherTests
{
    [Fact]
    public async Task Lines_that_are_messages_are_read_and_others_become_last_words()
    {
        const string Started = """{"message":"started","fromEpoch":0,"device":"cpu","sweep":{"value":"s"}"""
            + ""","attempt":{"fold":{"trial":0,"fold":0},"attempt":1}}""";
        await using var worker = Launch($"echo '{Started}'; echo 'libfoo: warning' ; echo 'no memory' >&2; exit 3");
        var messages = new List<WorkerMessage>();
        await foreach (var message in worker.Messages.ReadAllAsync())
        {
            messages.Add(message);
        }

        messages.ShouldHaveSingleItem().ShouldBeOfType<FoldStarted>().Attempt.ShouldBe(Sample.Attempt(1));
        var epitaph = await worker.ExitReason;
        epitaph.ShouldContain("ended with exit code 3");
        epitaph.ShouldContain("libfoo: warning");
        epitaph.ShouldContain("no memory");
    }

    [Fact]
    public async Task What_a_process_prints_is_logged_to_its_last_line()
    {
        await using var worker = Launch("read begin; echo 'loading' >&2; echo 'libfoo: warning'; printf 'cut sho' >&2; kill -9 $$");
        worker.Log!.Begin(Sample.Sweep, Sample.Attempt(1));
        worker.Send(new StopFold(Sample.Slot.Id, Sample.Sweep, Sample.Attempt(1))); // which it reads
        await worker.ExitReason.WaitAsync(TimeSpan.FromSeconds(20));
        var lines = worker.Log.Take().ShouldNotBeNull().Lines;
        lines.Select(line => line.Text).ShouldBe(["loading", "libfoo: warning", "cut sho"], ignoreOrder: true);
        lines.Select(line => line.Number).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_killed_process_is_told_from_one_that_ended()
    {
        await using var worker = Launch("kill -9 $$");
        (await worker.ExitReason.WaitAsync(TimeSpan.FromSeconds(20))).ShouldContain("was killed (SIGKILL");
        worker.Send(new StopFold(Sample.Slot.Id, Sample.Sweep, Sample.Attempt(1))); // a broken pipe is no exception
    }

    [Fact]
    public async Task Disposal_kills()
    {
        var worker = Launch("exec sleep 600");
        await worker.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        (await worker.ExitReason).ShouldContain("SIGKILL");
    }

    [Fact]
    public async Task The_slot_sets_the_threads_of_the_process()
    {
        await using var worker = new ProcessLauncher("sh", "-c", "echo $OMP_NUM_THREADS $OPENBLAS_NUM_THREADS $@")
            .Launch(Sample.Slot with { Threads = 3 });
        (await worker.ExitReason.WaitAsync(TimeSpan.FromSeconds(20))).ShouldContain("3 3 --device cpu --threads 3");
    }

    [Fact]
    public async Task A_worker_that_reads_nothing_holds_nobody_who_sends()
    {
        await using var worker = Launch("exec sleep 600");
        var run = Sample.Run(1);
        var large = run with { Assignment = run.Assignment with { ArtifactFolder = new string('a', 1 << 20) } }; // more than a pipe holds
        await Task.Run(() => worker.Send(large)).WaitAsync(TimeSpan.FromSeconds(20));
        await Task.Run(() => worker.Send(new StopFold(Sample.Slot.Id, Sample.Sweep, Sample.Attempt(1))))
            .WaitAsync(TimeSpan.FromSeconds(20));
        worker.ExitReason.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_worker_that_reads_nothing_for_long_is_ended_with_the_reason()
    {
        await using var worker = Launch("exec sleep 600");
        var run = Sample.Run(1);
        worker.Send(run with { Assignment = run.Assignment with { ArtifactFolder = new string('a', 1 << 20) } });
        await Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                worker.Send(new StopFold(Sample.Slot.Id, Sample.Sweep, Sample.Attempt(1)));
            }
        }).WaitAsync(TimeSpan.FromSeconds(20));
        var epitaph = await worker.ExitReason.WaitAsync(TimeSpan.FromSeconds(20));
        epitaph.ShouldContain("was killed (SIGKILL)");
        epitaph.ShouldContain("takes no commands");
    }

    [Fact]
    public async Task Commands_arrive_in_order()
    {
        await using var worker = Launch("head -3 >&2");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            worker.Send(new StopFold(Sample.Slot.Id, Sample.Sweep, Sample.Attempt(attempt)));
        }
        var words = (await worker.ExitReason.WaitAsync(TimeSpan.FromSeconds(20))).Split(" | ");
        words.Select(word => word[word.LastIndexOf("attempt\":", StringComparison.Ordinal)..][9..10]).ShouldBe(["1", "2", "3"]);
    }

    private static IWorker Launch(string script) => new ProcessLauncher("sh", "-c", script).Launch(Sample.Slot);
}
