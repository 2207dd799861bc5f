using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>A sweep over a trainer in Python, in real processes: what it gives, and that it gives the same whatever is killed.</summary>
public sealed class OwnTrainerTests(OwnTrainerTests.Undisturbed undisturbed) : IClassFixture<OwnTrainerTests.Undisturbed>, IDisposable
{
    private readonly OwnTrainerFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [SkippableFact]
    public async Task Twenty_trials_are_trained_and_shown_like_those_of_any_model()
    {
        SkipWithoutPython();
        undisturbed.Table.Count.ShouldBe(21);
        var home = undisturbed.Home;
        var show = await OrchestratorProcess.RunAsync("show", "own-1", "--home", home);
        (show.ExitCode, show.Output.Contains("train.py", StringComparison.Ordinal)).ShouldBe((0, true), show.Errors);
        var verify = await OrchestratorProcess.RunAsync("verify", "own-1", "--home", home);
        (verify.ExitCode, verify.Output.Contains("20 suggestions", StringComparison.Ordinal)).ShouldBe((0, true), verify.Errors);
        var best = await OrchestratorProcess.RunAsync("best", "own-1", "--home", home, "--json", "--save", Path.Combine(home, "best.json"));
        best.ExitCode.ShouldBe(0, best.Errors);
        double.Parse(await File.ReadAllTextAsync(Path.Combine(home, "best.json")), CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        foreach (var command in new[] { "explain", "predict" })
        {
            string[] rows = command == "predict" ? ["x.csv"] : [];
            var refused = await OrchestratorProcess.RunAsync([command, "own-1", .. rows, "--home", home]);
            refused.ExitCode.ShouldBe(2, refused.Errors);
            refused.Errors.ShouldContain("orchestrator best own-1 --save FILE");
        }
    }

    [SkippableTheory]
    [InlineData("attempt-started/1", 1)] // before the first line of a trainer
    [InlineData("epoch", 20)]
    [InlineData("attempt-completed/1", 9)]
    [InlineData("trial-completed/1", 13)]
    [InlineData("refit-planned/1", 1)]
    public async Task Killed_and_resumed_the_table_is_that_of_an_undisturbed_run(string moment, int count)
    {
        SkipWithoutPython();
        var home = await workshop.KillAndResumeAsync("killed", moment, count);
        (await workshop.TableAsync(home)).ShouldBe(undisturbed.Table);
    }

    [SkippableFact]
    public async Task Killed_trainers_and_workers_cost_retries_and_nothing_else()
    {
        SkipWithoutPython();
        using (var run = workshop.Run("killed"))
        {
            for (var kills = 0; kills < 4; kills++)
            {
                await run.SeesAsync("epoch", 5);
                if (kills % 2 == 0)
                {
                    workshop.Trainers().ToList().ForEach(Kill);
                }
                else
                {
                    await run.KillWorkersAsync();
                }
            }

            var ending = await run.EndAsync();
            ending.ExitCode.ShouldBe(0, ending.Errors);
        }

        await workshop.TrainersGoneAsync();
        (await workshop.TableAsync("killed")).ShouldBe(undisturbed.Table);
    }

    [SkippableFact]
    public async Task Without_checkpoints_the_table_is_the_same()
    {
        SkipWithoutPython();
        using var forgetful = new OwnTrainerFixture(checkpoints: false);
        var home = await forgetful.KillAndResumeAsync("killed", "epoch", 15);
        (await forgetful.TableAsync(home)).ShouldBe(undisturbed.Table);
    }

    [SkippableFact]
    public async Task An_interrupt_drains_and_a_trainer_goes_with_it()
    {
        SkipWithoutPython();
        using (var run = workshop.Run("drained"))
        {
            await run.SeesAsync("epoch", 7);
            await run.InterruptAsync();
            (await run.EndAsync()).ExitCode.ShouldBe(130);
        }

        await workshop.TrainersGoneAsync();
        (await workshop.ResumeAsync("drained")).ExitCode.ShouldBe(0);
        (await workshop.TableAsync("drained")).ShouldBe(undisturbed.Table);
    }

    [SkippableFact]
    public async Task An_edited_script_does_not_change_a_sweep_that_has_begun()
    {
        SkipWithoutPython();
        using (var run = workshop.Run("edited"))
        {
            await run.SeesAsync("attempt-completed/1", 3);
            await File.WriteAllTextAsync(workshop.ScriptFile, "raise SystemExit('edited')");
            await run.SeesAsync("attempt-completed/1", 3);
            await run.KillAsync();
        }

        var resumed = await OrchestratorProcess.RunAsync("resume", "--home", workshop.Home("edited"));
        resumed.ExitCode.ShouldBe(0, resumed.Errors);
        resumed.Errors.ShouldContain("train.py in ");
        resumed.Errors.ShouldContain("it goes on with that");
        (await workshop.TableAsync("edited")).ShouldBe(undisturbed.Table);
    }

    [SkippableFact]
    public async Task Files_that_are_gone_and_changed_end_a_resume_with_a_sentence()
    {
        SkipWithoutPython();
        using (var run = workshop.Run("lost"))
        {
            await run.SeesAsync("attempt-completed/1");
            await run.KillAsync();
        }

        await workshop.TrainersGoneAsync();
        Directory.Delete(Path.Combine(workshop.Home("lost"), "cache"), recursive: true);
        await File.WriteAllTextAsync(workshop.ScriptFile, "raise SystemExit('edited')");
        var resumed = await OrchestratorProcess.RunAsync("resume", "--home", workshop.Home("lost"));
        resumed.ExitCode.ShouldBe(2, resumed.Errors);
        resumed.Errors.ShouldContain("train.py has changed since the sweep began");
    }

    [SkippableFact]
    public async Task A_program_that_is_not_there_is_refused_at_the_start()
    {
        SkipWithoutPython();
        var text = await File.ReadAllTextAsync(workshop.SweepFile);
        await File.WriteAllTextAsync(workshop.SweepFile, text.Replace(OwnTrainerFixture.Python!, "python3000", StringComparison.Ordinal));
        foreach (var command in new[] { "run", "plan" })
        {
            var refused = await OrchestratorProcess.RunAsync([command, workshop.SweepFile, .. command == "run"
                ? new[] { "--home", workshop.Home("none") } : []]);
            refused.ExitCode.ShouldBe(2, refused.Errors);
            refused.Errors.ShouldContain("The program 'python3000' of the sweep's command is not on");
        }

        var doctor = await OrchestratorProcess.RunAsync("doctor", workshop.SweepFile);
        (doctor.ExitCode, doctor.Output.Contains("there is no 'python3000'", StringComparison.Ordinal)).ShouldBe((1, true), doctor.Output);
    }

    [SkippableFact]
    public async Task Plan_says_what_trains_and_schema_what_is_said()
    {
        SkipWithoutPython();
        var plan = await OrchestratorProcess.RunAsync("plan", workshop.SweepFile);
        (plan.ExitCode, plan.Output.Contains("trained by: ", StringComparison.Ordinal)).ShouldBe((0, true), plan.Errors);
        var schema = await OrchestratorProcess.RunAsync("schema");
        schema.ExitCode.ShouldBe(0, schema.Errors);
        JsonDocument.Parse(schema.Output).RootElement.GetProperty("$defs").GetProperty("fold").GetProperty("required").GetArrayLength()
            .ShouldBeGreaterThan(20);
    }

    [SkippableFact]
    public async Task A_trainer_that_fails_costs_its_attempts_alone_with_the_reason()
    {
        SkipWithoutPython();
        var text = await File.ReadAllTextAsync(workshop.ScriptFile);
        await File.WriteAllTextAsync(workshop.ScriptFile,
            text.Replace("epoch, state = 0, 0.0", "epoch, state = 0, 0.0\nif fold['trial'] == 1: raise SystemExit('trial one fails')",
                StringComparison.Ordinal));
        await File.WriteAllTextAsync(workshop.SweepFile, (await File.ReadAllTextAsync(workshop.SweepFile))
            .Replace("retries: 50", "retries: 1", StringComparison.Ordinal));
        using var run = workshop.Run("failing", "--trials", "3");
        var ending = await run.EndAsync();
        ending.ExitCode.ShouldBe(0, ending.Errors);
        ending.Output.ShouldContain("The trainer ended with exit code 1. Last words: trial one fails");
        (await workshop.TableAsync("failing")).Skip(1).Select(row => row.Split(',')[1]).ShouldBe(["completed", "failed", "completed"],
            StringComparer.OrdinalIgnoreCase);
        var logs = await OrchestratorProcess.RunAsync("logs", "own-1", "1", "--home", workshop.Home("failing"));
        logs.Output.ShouldContain("trial one fails");
    }

    private static void SkipWithoutPython() => Skip.If(OwnTrainerFixture.Missing is not null, OwnTrainerFixture.Missing);

    private static void Kill(int process)
    {
        try
        {
            using var trainer = Process.GetProcessById(process);
            trainer.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has just ended.
        }
    }

    /// <summary>What the sweep gives when nothing happens to it.</summary>
    public sealed class Undisturbed : IAsyncLifetime
    {
        private readonly OwnTrainerFixture workshop = new();

        internal IReadOnlyList<string> Table { get; private set; } = [];

        internal string Home => workshop.Home("undisturbed");

        public async Task InitializeAsync()
        {
            if (OwnTrainerFixture.Missing is not null)
            {
                return;
            }

            using var run = workshop.Run("undisturbed");
            var ending = await run.EndAsync();
            ending.ExitCode.ShouldBe(0, ending.Errors);
            Table = await workshop.TableAsync("undisturbed");
        }

        public Task DisposeAsync()
        {
            workshop.Dispose();
            return Task.CompletedTask;
        }
    }
}
