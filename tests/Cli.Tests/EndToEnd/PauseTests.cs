namespace Orchestrator.Cli.Tests.EndToEnd;

public sealed class PauseTests : IDisposable
{
    private readonly CliFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Pausing_a_sweep_that_runs_drains_its_process_and_resuming_goes_on()
    {
        // Long enough for a second process to start meanwhile, also on a quick machine.
        using (var run = workshop.Run("paused", "--trials", "15"))
        {
            await run.SeesAsync("epoch", 3);
            var pause = await OrchestratorProcess.RunAsync("pause", "planted-1", "--reason", "lunch", "--home", workshop.Home("paused"));
            (pause.ExitCode, pause.Output).ShouldBe((0, "planted-1 is paused. Go on with: orchestrator resume planted-1"));
            pause.Errors.ShouldContain($"Process {run.Id} runs the sweep and drains");
            (await run.EndAsync()).ExitCode.ShouldBe(130);
        }
        (await OrchestratorProcess.RunAsync("show", "--home", workshop.Home("paused"))).Output.ShouldContain(": lunch");
        using var resumed = workshop.Resume("paused");
        await resumed.SeesAsync("sweep-completed/1");
        (await resumed.EndAsync()).ExitCode.ShouldBe(0);
    }
}
