using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>Kills real processes at chosen moments, resumes, and compares with a sweep that nobody disturbed.</summary>
public sealed class KillTests(KillTests.Undisturbed undisturbed) : IClassFixture<KillTests.Undisturbed>, IDisposable
{
    private readonly CliFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [Theory]
    [InlineData("epoch", 3)] // within the first folds
    [InlineData("attempt-completed/1", 4)] // between folds
    [InlineData("trial-completed/1", 2)] // while a suggestion is computed
    [InlineData("refit-planned/1", 1)] // as the search ends
    public async Task Killed_and_resumed_the_table_is_that_of_an_undisturbed_run(string moment, int count)
    {
        var home = await workshop.KillAndResumeAsync("killed", moment, count);
        (await workshop.TableAsync(home)).ShouldBe(undisturbed.Table);
        var show = await OrchestratorProcess.RunAsync("show", "planted-1", "--home", workshop.Home(home));
        show.ExitCode.ShouldBe(0, show.Errors);
        show.Output.ShouldContain("planted-1");
    }

    [Fact]
    public async Task A_killed_worker_costs_a_retry_and_nothing_else()
    {
        using (var run = workshop.Run("worker"))
        {
            // A worker that has just ended its fold is killed in vain: then those of the next trial.
            (string Kind, JsonElement Data) next;
            do
            {
                await run.SeesAsync("epoch");
                await run.KillWorkersAsync();
                next = await run.SeesAnyAsync("attempt-failed/1", "trial-completed/1");
            }
            while (next.Kind != "attempt-failed/1");
            next.Data.GetProperty("reason").GetString()!.ShouldContain("SIGKILL");
            (await run.EndAsync()).ExitCode.ShouldBe(0);
        }
        (await workshop.TableAsync("worker")).ShouldBe(undisturbed.Table);
    }

    [Fact]
    public async Task An_interrupt_drains_and_says_how_to_go_on()
    {
        var (home, ending) = await workshop.DrainAsync("drained", epochs: 4, run => run.InterruptAsync());
        ending.Errors.ShouldContain("orchestrator resume planted-1");
        using (var resumed = workshop.Resume(home))
        {
            (await resumed.EndAsync()).ExitCode.ShouldBe(0);
        }

        (await workshop.TableAsync(home)).ShouldBe(undisturbed.Table);
    }

    [Fact]
    public async Task A_signal_to_the_whole_group_drains_too_and_fails_no_attempt()
    {
        var (home, ending) = await workshop.DrainAsync("terminated", epochs: 2, run => run.TerminateGroupAsync());
        ending.Output.ShouldNotContain("SIGTERM"); // of a worker that crashed
        using (var resumed = workshop.Resume(home))
        {
            (await resumed.EndAsync()).ExitCode.ShouldBe(0);
        }

        (await workshop.TableAsync(home)).ShouldBe(undisturbed.Table);
    }

    [Fact]
    public async Task A_sweep_that_runs_cannot_be_resumed_by_another_process()
    {
        using var run = workshop.RunLong("busy");
        await run.SeesAsync("epoch");
        var second = await OrchestratorProcess.RunAsync("resume", "planted-1", "--home", workshop.Home("busy"));
        second.ExitCode.ShouldBe(2);
        second.Errors.ShouldContain("is running in another process");
    }

    [Fact]
    public async Task Data_that_has_changed_is_not_trained_on()
    {
        using (var run = workshop.RunLong("changed"))
        {
            await run.SeesAsync("attempt-completed/1");
            await run.KillAsync();
        }
        await File.AppendAllTextAsync(workshop.Data, ">late label=donor\nACGTACGTACGTACGTACGTACGTACGTACGTACGT\n");
        var resumed = await OrchestratorProcess.RunAsync("resume", "--home", workshop.Home("changed"));
        resumed.ExitCode.ShouldBe(2);
        resumed.Errors.ShouldContain("dna.fasta");
    }

    [Fact]
    public async Task Data_that_was_replaced_by_a_copy_of_the_same_length_and_time_is_not_trained_on()
    {
        using (var run = workshop.RunLong("replaced"))
        {
            await run.SeesAsync("attempt-completed/1");
            await run.KillAsync();
        }
        var time = File.GetLastWriteTimeUtc(workshop.Data);
        var text = await File.ReadAllTextAsync(workshop.Data);
        await File.WriteAllTextAsync(workshop.Data, text.Replace("label=donor", "label=odnor", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(workshop.Data, time);
        var resumed = await OrchestratorProcess.RunAsync("resume", "--home", workshop.Home("replaced"));
        resumed.ExitCode.ShouldBe(2);
        resumed.Errors.ShouldContain("its content has changed");
    }

    [Fact]
    public async Task Checkpoints_of_trials_that_are_not_among_the_best_go_and_clean_takes_the_rest()
    {
        var text = await File.ReadAllTextAsync(workshop.SweepFile);
        await File.WriteAllTextAsync(workshop.SweepFile, text + "\nartifacts: { keep: best 1 }\n");
        using (var run = workshop.Run("kept"))
        {
            (await run.EndAsync()).ExitCode.ShouldBe(0);
        }
        (await workshop.TableAsync("kept")).ShouldBe(undisturbed.Table);
        var sweep = Path.Combine(workshop.Home("kept"), "sweeps", "planted-1");
        string[] Trials() => [.. Directory.GetDirectories(sweep, "trial-*").Select(folder => Path.GetFileName(folder)!)];
        Trials().Length.ShouldBe(1);

        var dry = await OrchestratorProcess.RunAsync("clean", "--keep", "none", "--dry-run", "--home", workshop.Home("kept"));
        (dry.ExitCode, dry.Output.Contains("planted-1: 1 of 3 trials", StringComparison.Ordinal)).ShouldBe((0, true), dry.Errors);
        Trials().Length.ShouldBe(1);
        (await OrchestratorProcess.RunAsync("clean", "--keep", "none", "--home", workshop.Home("kept"))).ExitCode.ShouldBe(0);
        Trials().ShouldBeEmpty();
        Directory.Exists(Path.Combine(sweep, "refit")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_hang_up_drains_and_under_nohup_it_goes_on()
    {
        var (home, ending) = await workshop.DrainAsync("hung-up", epochs: 4, run => run.SignalAsync("HUP"));
        ending.Errors.ShouldContain("orchestrator resume planted-1");

        using var detached = OrchestratorProcess.Start(new Dictionary<string, string>(), ["nohup"],
            ["resume", "--json", "--home", workshop.Home(home)]);
        await detached.SeesAsync("sweep-resumed/1"); // what is left may be the work of milliseconds
        await detached.SignalAsync("HUP");
        (await detached.EndAsync()).ExitCode.ShouldBe(0);
        (await workshop.TableAsync(home)).ShouldBe(undisturbed.Table);
    }

    [Fact]
    public async Task A_sweep_is_resumed_in_a_folder_that_was_moved()
    {
        using (var run = workshop.Run("moved"))
        {
            await run.SeesAsync("attempt-started/1");
            await run.KillAsync();
        }
        var project = Directory.CreateDirectory(workshop.Home("elsewhere")).FullName;
        Directory.Move(workshop.Home("moved"), Path.Combine(project, ".orchestrator"));
        var lost = Path.Combine(project, "lost");
        File.Move(workshop.Data, lost);
        var refused = await OrchestratorProcess.RunAsync("resume", "--home", Path.Combine(project, ".orchestrator"));
        refused.ExitCode.ShouldBe(2);
        refused.Errors.ShouldContain("--data-root DIR");

        File.Move(lost, Path.Combine(project, "dna.fasta"));
        var resumed = await OrchestratorProcess.RunAsync("resume", "--home", Path.Combine(project, ".orchestrator"));
        resumed.ExitCode.ShouldBe(0, resumed.Errors);
        (await workshop.TableAsync("elsewhere/.orchestrator")).ShouldBe(undisturbed.Table);
    }

    [Fact]
    public async Task A_completed_sweep_that_gets_more_trials_is_that_of_a_longer_plan()
    {
        using (var run = workshop.Run("longer", "--trials", "2"))
        {
            (await run.EndAsync()).ExitCode.ShouldBe(0);
        }
        var resumed = await OrchestratorProcess.RunAsync("resume", "planted-1", "--trials", "3", "--home", workshop.Home("longer"));
        resumed.ExitCode.ShouldBe(0, resumed.Errors);
        (await workshop.TableAsync("longer")).ShouldBe(undisturbed.Table);
        var verify = await OrchestratorProcess.RunAsync("verify", "--home", workshop.Home("longer"));
        (verify.ExitCode, verify.Output.Contains("3 suggestions", StringComparison.Ordinal)).ShouldBe((0, true));
        var again = await OrchestratorProcess.RunAsync("resume", "planted-1", "--trials", "3", "--home", workshop.Home("longer"));
        (again.ExitCode, again.Errors.Contains("3 trials planned already", StringComparison.Ordinal)).ShouldBe((2, true));
        var epochs = await OrchestratorProcess.RunAsync("resume", "planted-1", "--epochs", "9", "--home", workshop.Home("longer"));
        (epochs.ExitCode, epochs.Errors.Contains("--warm-start", StringComparison.Ordinal)).ShouldBe((2, true));
    }

    /// <summary>What the sweep gives when nothing happens to it.</summary>
    public sealed class Undisturbed : IAsyncLifetime
    {
        internal IReadOnlyList<string> Table { get; private set; } = [];

        public async Task InitializeAsync()
        {
            using var workshop = new CliFixture();
            using var run = workshop.Run("undisturbed");
            var ending = await run.EndAsync();
            ending.ExitCode.ShouldBe(0, ending.Errors);
            Table = await workshop.TableAsync("undisturbed");
            Table.Count.ShouldBe(4);
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
