namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>A search fold by fold on the real program: killed anywhere and resumed, the same folds are trained.</summary>
public sealed class FoldWiseTests : IDisposable
{
    private readonly CliFixture workshop = new();

    public FoldWiseTests() => File.WriteAllText(workshop.SweepFile, """
        name: planted
        seed: 11
        data: { path: dna.fasta, format: fasta }
        model: { name: sequence-cnn, fixed: { batch_size: 16 } }
        search: { algorithm: tpe, trials: 10, parallel: 2, fold_wise: { start_up_trials: 2 } }
        space:
          learning_rate: { type: float, low: 1e-5, high: 1e-2, log: true }
          filters: { type: int, low: 2, high: 16 }
        cross_validation: { folds: 3, stratified: true, test: { fraction: 0.2, rows: random } }
        objective: { metric: loss }
        stopping: { epochs: 3 }
        resources: { device: cpu, slots: 2, retries: 0 }
        """);

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Kills_change_nothing()
    {
        var run = await OrchestratorProcess.RunAsync("run", workshop.SweepFile, "--home", workshop.Home("whole"));
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldMatch(@"pruned: after [12] of 3 folds loss [0-9.]+ ± [0-9.e-]+ is expected over all of them: a chance of");
        var table = await workshop.WholeTableAsync("whole");
        table.ShouldContain(line => line.Contains("is expected over all of them"));

        foreach (var (moment, count) in new[] { ("fold-granted/1", 5), ("epoch", 30) })
        {
            var home = await workshop.KillAndResumeAsync("killed", moment, count);
            (await workshop.WholeTableAsync(home)).ShouldBe(table, moment);
            var verified = await OrchestratorProcess.RunAsync("verify", "--home", workshop.Home(home));
            verified.Output.ShouldContain("suggestions and grants of folds, all derived again");
            Directory.Delete(workshop.Home(home), recursive: true);
        }
    }
}
