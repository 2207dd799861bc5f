namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>Restarts in brackets on the real program: on one slot and on four, killed and resumed.</summary>
public sealed class RestartsTests : IDisposable
{
    private readonly CliFixture workshop = new();

    public RestartsTests() => File.WriteAllText(workshop.SweepFile, """
        name: planted
        seed: 11
        data: { path: dna.fasta, format: fasta }
        model: { name: sequence-cnn, fixed: { batch_size: 16, filters: 8 } }
        search: { algorithm: restarts, restarts: { of: 6, keep: [3, 1], at_epoch: [1, 3] } }
        space: { dropout: { type: categorical, choices: [0.1, 0.3] } }
        cross_validation: { folds: 2, stratified: true, test: { fraction: 0.2, rows: random } }
        objective: { metric: loss }
        stopping: { epochs: 5 }
        resources: { device: cpu, slots: 2, retries: 0 }
        """);

    public void Dispose() => workshop.Dispose();

    // A worker's threads are its share of the cores, and are part of what "the same numbers" means: on one core it is one thread.
    [Fact]
    public async Task Slots_and_parallel_change_nothing()
    {
        var table = await RunAsync("one", "--slots", "1", "--parallel", "1");
        (await RunAsync("four", "--slots", "4", "--parallel", "4")).ShouldBe(table);
    }

    [Fact]
    public async Task Kills_change_nothing()
    {
        var table = await RunAsync("whole");
        table.Length.ShouldBe(1 + 12);
        table.Count(line => line.Contains(",completed,")).ShouldBe(2);
        table.Count(line => line.Contains("Rung 1 of 2, epoch 1: place")).ShouldBe(6);
        table.Count(line => line.Contains("Rung 2 of 2, epoch 3: place")).ShouldBe(4);

        foreach (var (moment, count) in new[] { ("attempt-completed/1", 5), ("trial-promoted/1", 2), ("epoch", 30) })
        {
            var home = await workshop.KillAndResumeAsync("killed", moment, count);
            (await workshop.WholeTableAsync(home)).ShouldBe(table, moment);
            (await OrchestratorProcess.RunAsync("verify", "--home", workshop.Home(home))).Output.ShouldContain(
                "12 suggestions, all derived again");
            Directory.Delete(workshop.Home(home), recursive: true);
        }
    }

    private async Task<string[]> RunAsync(string home, params string[] options)
    {
        var run = await OrchestratorProcess.RunAsync(
            options.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["DOTNET_PROCESSOR_COUNT"] = "1" },
            ["run", workshop.SweepFile, "--home", workshop.Home(home), .. options]);
        run.ExitCode.ShouldBe(0, run.Errors);
        return await workshop.WholeTableAsync(home);
    }
}
