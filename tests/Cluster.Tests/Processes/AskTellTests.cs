using System.Threading.Channels;
using Orchestrator.Cli.Tests.Clients;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Clients that train at a cluster whose coordinators are killed: they go on at another one, to the same table.</summary>
[Collection("processes")]
public sealed class AskTellTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private const int Trials = 60;

    private const string Script = TrialGate.Script + """
        import random
        import orchestrator_client as orc
        space = {"x": orc.FloatDistribution(-2, 2), "depth": orc.IntDistribution(1, 8), "kind": orc.CategoricalDistribution(["a", 16])}
        study = orc.create_study(space, name="asked", metric="loss", n_trials=60, parallel=3, sampler="tpe", epochs=2, seed=4, lease=20,
                                 pruner={"pruner": "threshold", "limit": 9}, key=sys.argv[1], worker=sys.argv[2])
        def objective(trial):
            admit(trial)
            x, depth = trial.suggest_float("x", -2, 2), trial.suggest_int("depth", 1, 8)
            trial.report(x * x, 0)
            return (1 - x) ** 2 + depth / 10 + (trial.suggest_categorical("kind", ["a", 16]) == 16) + random.Random(trial.seed).random()
        print(study.name)
        study.optimize(objective, callbacks=[lambda study, trial: print(trial.number)])
        assert len(study.trials) == 60 and study.best_value == min(t.value for t in study.trials)
        """;

    private readonly ChaosFolder folder = new();
    private readonly List<PythonProcess> clients = [];

    public void Dispose()
    {
        clients.ForEach(client => client.Dispose());
        folder.Dispose();
    }

    [SkippableFact]
    public async Task A_killed_coordinator_is_followed_by_another_and_the_table_is_that_of_an_undisturbed_search()
    {
        Skip.If(OwnTrainerFixture.Missing is not null, OwnTrainerFixture.Missing);
        var connection = await database.Require().CreateDatabaseAsync();
        using var cluster = new ProcessCluster(connection, folder.Home("shared"));
        var first = await cluster.CoordinateReadyAsync();
        var second = await cluster.CoordinateReadyAsync();
        var script = folder.Home("asked.py");
        await File.WriteAllTextAsync(script, Script);
        var servers = $"{first.Api},{second.Api}";

        var gate = new TrialGate(folder.Home("gate"), Trials);

        // Undisturbed, and by one.
        var alone = await Start("undisturbed", "alone").EndAsync();
        alone.Count.ShouldBe(Trials + 1);
        var expected = await TableAsync(connection, alone[0]);

        gate.Open(Trials / 2);
        PythonProcess[] workers = [Start("killed", "anna"), Start("killed", "berta"), Start("killed", "clara")];
        var sweep = await workers[0].Lines.ReadAsync();
        await using var journal = new SweepJournal(connection, sweep);
        await journal.UntilAsync("a third is done", _ => journal.Completed >= Trials / 3);
        var (doomed, survivor) = journal.Owner == first.Address ? (first, second) : (second, first);
        await doomed.Process.KillAsync();
        gate.Open();
        var told = await Task.WhenAll(workers.Select(worker => worker.EndAsync()));
        await journal.UntilAsync("the sweep is over", s => s.Ended);
        journal.Owner.ShouldBe(survivor.Address);
        (await TableAsync(connection, sweep)).ShouldBe(expected);
        told.ShouldAllBe(lines => lines.Count > 1, "each has its part");

        PythonProcess Start(string key, string worker)
        {
            var started = PythonProcess.Start(script, PythonProcess.ClientFolder, servers, [key, worker, gate.Path]);
            clients.Add(started);
            return started;
        }
    }

    private static async Task<IReadOnlyList<string>> TableAsync(string connection, string sweep)
    {
        await using var journal = new SweepJournal(connection, sweep);
        await journal.UntilAsync("the sweep is over", s => s.Ended);
        journal.State.Trials.ShouldAllBe(trial => trial.Status == WorkStatus.Completed);
        return [.. journal.State.Trials.Select(trial => $"{trial.Number} {trial.Configuration} {trial.Mean:R}")];
    }
}
