using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>What real workers print, and a trial that a user queues.</summary>
public sealed class LogsTests : IDisposable
{
    private readonly CliFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task What_workers_print_is_kept_with_their_attempt_and_stays_out_of_the_way()
    {
        // The loader tells each process that starts how long it took: a worker that prints.
        var chatty = new Dictionary<string, string> { ["LD_DEBUG"] = "statistics" };
        var run = await OrchestratorProcess.RunAsync(chatty, "run", workshop.SweepFile, "--trials", "1", "--home", workshop.Home("logs"));
        run.ExitCode.ShouldBe(0, run.Errors);
        var logs = await OrchestratorProcess.RunAsync("logs", "planted-1", "0", "--fold", "0", "--home", workshop.Home("logs"));
        logs.ExitCode.ShouldBe(0, logs.Errors);
        logs.Output.ShouldContain("trial 0 fold 0, attempt 1 on ");
        logs.Output.ShouldContain("number of relocations");
        var line = (await OrchestratorProcess.RunAsync("logs", "planted-1", "0", "--json", "--home", workshop.Home("logs"))).Output
            .Split('\n')[0];
        JsonDocument.Parse(line).RootElement.GetProperty("line").GetProperty("number").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_queued_configuration_is_the_next_trial_of_a_sweep_that_is_resumed_and_verifies()
    {
        var home = workshop.Home("queued");
        using (var run = workshop.RunLong("queued"))
        {
            await run.SeesAsync("trial-completed/1");
            (await OrchestratorProcess.RunAsync("enqueue", "planted-1", "learning_rate=.002", "dropout=0.2", "--home", home)).Errors
                .ShouldContain("is running in another process");
            await run.KillAsync();
        }

        var queued = await OrchestratorProcess.RunAsync(
            "enqueue", "planted-1", "dropout=0.2", "learning_rate=.002", "--json", "--home", home);
        queued.ExitCode.ShouldBe(0, queued.Errors);
        var trial = JsonDocument.Parse(queued.Output).RootElement.GetProperty("trial").GetInt32();
        using (var resumed = workshop.Resume("queued"))
        {
            await resumed.SeesAsync("trial-suggested/1", 3);
            await resumed.KillAsync();
        }

        (await workshop.TableAsync("queued"))[trial + 1].ShouldContain(",0.002,0.2,");
        var verify = await OrchestratorProcess.RunAsync("verify", "planted-1", "--home", home);
        verify.ExitCode.ShouldBe(0, verify.Output);
    }
}
