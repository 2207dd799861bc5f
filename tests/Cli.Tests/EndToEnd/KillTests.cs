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
        using (var run = workshop.Run("drained"))
        {
            await run.SeesAsync("epoch", 4);
            await run.InterruptAsync();
            var ending = await run.EndAsync();
            ending.ExitCode.ShouldBe(130, ending.Errors);
            ending.Errors.ShouldContain("orchestrator resume planted-1");
        }
        using (var resumed = workshop.Resume("drained"))
        {
            (await resumed.EndAsync()).ExitCode.ShouldBe(0);
        }

        (await workshop.TableAsync("drained")).ShouldBe(undisturbed.Table);
    }

    [Fact]
    public async Task A_signal_to_the_whole_group_drains_too_and_fails_no_attempt()
    {
        using (var run = workshop.Run("terminated"))
        {
            await run.SeesAsync("epoch", 2);
            await run.TerminateGroupAsync();
            var ending = await run.EndAsync();
            ending.ExitCode.ShouldBe(130, ending.Errors);
            ending.Output.ShouldNotContain("SIGTERM"); // of a worker that crashed
        }
        using (var resumed = workshop.Resume("terminated"))
        {
            (await resumed.EndAsync()).ExitCode.ShouldBe(0);
        }

        (await workshop.TableAsync("terminated")).ShouldBe(undisturbed.Table);
    }

    [Fact]
    public async Task A_sweep_that_runs_cannot_be_resumed_by_another_process()
    {
        using var run = workshop.Run("busy");
        await run.SeesAsync("epoch");
        var second = await OrchestratorProcess.RunAsync("resume", "planted-1", "--home", workshop.Home("busy"));
        second.ExitCode.ShouldBe(2);
        second.Errors.ShouldContain("is running in another process");
    }

    [Fact]
    public async Task Data_that_has_changed_is_not_trained_on()
    {
        using (var run = workshop.Run("changed"))
        {
            await run.SeesAsync("attempt-completed/1");
            await run.KillAsync();
        }
        await File.AppendAllTextAsync(workshop.Data, ">late label=donor\nACGTACGTACGTACGTACGTACGTACGTACGTACGT\n");
        var resumed = await OrchestratorProcess.RunAsync("resume", "--home", workshop.Home("changed"));
        resumed.ExitCode.ShouldBe(2);
        resumed.Errors.ShouldContain("dna.fasta");
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
