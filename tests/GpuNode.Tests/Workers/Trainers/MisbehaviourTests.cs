using System.Diagnostics;
using System.Globalization;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Workers.Trainers;
using Orchestrator.Models.Training;

namespace Orchestrator.GpuNode.Tests.Workers.Trainers;

/// <summary>Whatever a trainer does, its attempt ends, with the reason, and nothing of it stays behind.</summary>
public sealed class MisbehaviourTests
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(2);

    [SkippableTheory]
    [InlineData("sys.exit('no such layer')", FailureKind.Error, "exit code 1. Last words: no such layer")]
    [InlineData("os.kill(os.getpid(), signal.SIGSEGV)", FailureKind.Crashed, "SIGSEGV")]
    [InlineData("os.kill(os.getpid(), signal.SIGKILL)", FailureKind.Crashed, "was killed (SIGKILL)")]
    [InlineData("raise MemoryError()", FailureKind.OutOfMemory, "MemoryError")]
    [InlineData("pass", FailureKind.Error, "without telling 'accuracy', which the sweep optimises; it told no metrics at all.")]
    [InlineData("say(type='result', metrics={'f1': 1})", FailureKind.Error, "it told validation/f1.")]
    [InlineData("say(type='epoch', epoch=1, metrics={'f1': 1})", FailureKind.Error, "an epoch without 'accuracy'")]
    [InlineData("say(type='epoch', epoch=2, metrics={'accuracy': 1})", FailureKind.Error, "epoch 2 where epoch 1 was due")]
    [InlineData("say(type='epoch', epoch=1, metrics={'accuracy': 1})", FailureKind.Error, "after 1 of 4 epochs without a result")]
    [InlineData("[say(type='epoch', epoch=e, metrics={'accuracy': 1}) for e in range(1, 9)]", FailureKind.Error, "epoch 5, where")]
    [InlineData("say(type='epoch', epoch='one', metrics={'accuracy': 1})", FailureKind.Error, "'epoch' is to be a whole number")]
    [InlineData("say(type='result', metrics={'accuracy': 1}); sys.exit(4)", FailureKind.Error, "exit code 4")]
    [InlineData("say(type='result', metrics={'accuracy': 1}, epoch=3)", FailureKind.Error, "result is of epoch 3, where it told of 0")]
    [InlineData("say(type='epoch', epoch=1, metrics={'accuracy': 1}, checkpoint='none')", FailureKind.Error, "that is not there: none")]
    [InlineData("say(type='epoch', epoch=1, metrics={'accuracy': 1}, checkpoint='../fold.json')", FailureKind.Error, "outside of its")]
    [InlineData("say(type='epoch', epoch=1, metrics={'accuracy': 1}, checkpoint='/etc/passwd')", FailureKind.Error, "outside of its")]
    [InlineData("save('c', 1); say(type='checkpoint', epoch=7, path='c')", FailureKind.Error, "checkpoint of epoch 7, where it told of 0")]
    [InlineData("[print('x' * 4096, end='', flush=True) for _ in iter(int, 1)]", FailureKind.Error, "a line of more than 1 MiB")]
    public void A_failure_has_its_kind_and_its_reason(string script, FailureKind kind, string reason)
    {
        using var trainer = New(script);
        var failure = Should.Throw<TrainerException>(() => trainer.Run());
        failure.Message.ShouldContain(reason);
        (failure.Kind, failure.OfTrainer).ShouldBe((kind, true));
        Directory.GetDirectories(trainer.ArtifactFolder).ShouldBeEmpty();
    }

    [SkippableTheory]
    [InlineData("say(type='epoch', epoch=1, metrics={'accuracy': float('nan')})")]
    [InlineData("say(type='result', metrics={'accuracy': float('inf')})")]
    public void An_objective_that_is_no_number_has_diverged(string script)
    {
        using var trainer = New(script);
        Should.Throw<DivergedException>(() => trainer.Run()).Message.ShouldContain("validation/accuracy");
    }

    [SkippableFact]
    public void Garbage_is_for_the_log_and_harms_nothing()
    {
        using var trainer = New("""
            sys.stdout.buffer.write(bytes(range(256)) + b"\n{\"type\": \"epoch\"\n{}\n[1]\n" + b"\xff" * 1000 + b"\n")
            print("5%\r50%\r100%" * 100000, file=sys.stderr)
            print({"type": "epoch"})
            say(type="epoch", epoch=1, metrics={"accuracy": 0.5, "other": float("nan")})
            say(type="result")
            """);
        trainer.Run().Score.ShouldBe(0.5);
    }

    [SkippableFact]
    public void A_program_that_is_not_there_is_named_with_the_cure()
    {
        using var trainer = New("pass");
        trainer.Definition = trainer.Definition with
        {
            Model = trainer.Definition.Model with { Command = trainer.Command with { Arguments = ["python3000", "train.py"] } },
        };
        var failure = Should.Throw<TrainerException>(() => trainer.Run());
        failure.Message.ShouldContain("'python3000' of the sweep's command is not on");
        failure.OfTrainer.ShouldBeFalse();
    }

    [SkippableTheory]
    [InlineData("exec python3000 train.py", "exit code 127")]
    [InlineData("exec ./train.py", "exit code 126")] // it is there, and may not be executed
    public void A_program_that_a_shell_does_not_find_is_the_nodes_fault_as_well(string line, string reason)
    {
        using var trainer = New("pass");
        var command = trainer.Command with { Arguments = ["sh", "-c", $"cd {{files}} && {line}"] };
        trainer.Definition = trainer.Definition with { Model = trainer.Definition.Model with { Command = command } };
        var failure = Should.Throw<TrainerException>(() => trainer.Run());
        failure.Message.ShouldContain(reason);
        (failure.Kind, failure.OfTrainer).ShouldBe((FailureKind.Error, false));
    }

    [SkippableFact]
    public void Stopped_it_may_name_a_checkpoint_and_goes_on_from_there()
    {
        using var trainer = New("""
            def save_and_go(*_):
                save("late", epoch)
                say(type="checkpoint", epoch=epoch, path="late")
                sys.exit(1)
            signal.signal(signal.SIGTERM, save_and_go)
            epoch = fold["checkpoint"]["epoch"] if fold["checkpoint"] else 0
            while epoch < fold["epochs"]:
                epoch += 1
                say(type="epoch", epoch=epoch, metrics={"accuracy": epoch / 10})
                if epoch == 2 and not fold["checkpoint"]: time.sleep(600)
            """);
        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => trainer.Run(onEpoch: epoch =>
        {
            if (epoch == 2)
            {
                stop.Cancel();
            }
        }, stop: stop.Token));
        trainer.Run(attempt: 2).Score.ShouldBe(0.4);
        trainer.Started.ShouldBe([0, 2]);
        trainer.Told.Select(told => told.Epoch).ShouldBe([1, 2, 1, 2, 3, 4]);
    }

    [SkippableFact]
    public async Task One_that_is_ended_by_others_just_before_it_is_to_stop_has_not_failed()
    {
        using var trainer = New("""
            say(type="epoch", epoch=1, metrics={"accuracy": 1})
            os.kill(os.getpid(), signal.SIGTERM) # as a service manager does, to all processes at once
            """);
        using var stop = new CancellationTokenSource();
        var told = new TaskCompletionSource();
        var stopping = Task.Run(async () =>
        {
            await told.Task;
            await stop.CancelAsync();
        });
        Should.Throw<OperationCanceledException>(() => trainer.Run(onEpoch: _ => told.SetResult(), stop: stop.Token));
        await stopping;
    }

    [SkippableFact]
    public void Without_a_checkpoint_it_begins_again_and_comes_to_the_same()
    {
        using var trainer = New("""
            for epoch in range(1, fold["epochs"] + 1):
                say(type="epoch", epoch=epoch, metrics={"accuracy": epoch / 10})
                if epoch == 3 and fold["attempt"] == 1: os.kill(os.getpid(), signal.SIGKILL)
            """);
        Should.Throw<TrainerException>(() => trainer.Run());
        trainer.Run(attempt: 2).Score.ShouldBe(0.4);
        trainer.Told.Select(told => told.Epoch).ShouldBe([1, 2, 3, 1, 2, 3, 4]);
    }

    [SkippableFact]
    public void One_that_does_not_go_on_from_its_checkpoint_tells_its_epochs_once()
    {
        using var trainer = New("""
            for epoch in range(1, fold["epochs"] + 1):
                save("c", epoch)
                say(type="epoch", epoch=epoch, metrics={"accuracy": epoch / 10}, checkpoint="c")
                time.sleep(0.05)
                if epoch == 3 and fold["attempt"] == 1: sys.exit(1)
            """);
        Should.Throw<TrainerException>(() => trainer.Run());
        trainer.Run(attempt: 2).Score.ShouldBe(0.4);
        trainer.Told.Select(told => told.Epoch).ShouldBe([1, 2, 3, 1, 2, 3, 4]);
    }

    [SkippableFact]
    public void A_damaged_checkpoint_is_not_gone_on_from()
    {
        using var trainer = New("""
            assert fold["checkpoint"] is None
            save("c", "state")
            say(type="epoch", epoch=1, metrics={"accuracy": 0.5}, checkpoint="c")
            if fold["attempt"] == 1: sys.exit(1)
            say(type="result")
            """);
        Should.Throw<TrainerException>(() => trainer.Run());
        var path = Path.Combine(trainer.ArtifactFolder, "checkpoint.bin");
        var bytes = File.ReadAllBytes(path);
        var place = bytes.AsSpan().IndexOf("state"u8);
        bytes[place] ^= 1;
        File.WriteAllBytes(path, bytes);
        trainer.Run(attempt: 2).Score.ShouldBe(0.5);
    }

    [SkippableFact]
    public async Task One_that_ignores_the_signal_is_killed_with_all_that_it_started()
    {
        using var trainer = New("""
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
            child = subprocess.Popen([sys.executable, "-c", code])
            say(type="epoch", epoch=1, metrics={"accuracy": 1, "child": child.pid, "own": os.getpid()})
            time.sleep(600)
            """);
        trainer.Definition = trainer.Definition with
        {
            Model = trainer.Definition.Model with { Command = trainer.Command with { Grace = 1 } },
        };
        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => trainer.Run(onEpoch: _ => stop.Cancel(), stop: stop.Token));
        await AllGoneAsync(trainer.ArtifactFolder);
    }

    [SkippableFact]
    public async Task What_a_trainer_leaves_running_ends_with_it()
    {
        using var trainer = New("""
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", os.getcwd()])
            say(type="result", metrics={"accuracy": 1})
            """);
        trainer.Run().Score.ShouldBe(1);
        await AllGoneAsync(trainer.ArtifactFolder);
    }

    // Of all that have the folder in their arguments, or work in it.
    private static async Task AllGoneAsync(string folder)
    {
        var began = Stopwatch.GetTimestamp();
        while (Directory.EnumerateDirectories("/proc").Where(IsProcess).Any(process => Uses(process, folder)))
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(WaitLimit);
            await Task.Delay(20);
        }
    }

    private static bool IsProcess(string path) => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out _);

    private static bool Uses(string process, string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Contains(folder, StringComparison.Ordinal)
                || new FileInfo(Path.Combine(process, "cwd")).LinkTarget?.StartsWith(folder, StringComparison.Ordinal) is true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static Trainer New(string script)
    {
        Skip.If(Trainer.Missing is not null, Trainer.Missing);
        return new Trainer(script);
    }
}
