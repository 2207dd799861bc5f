using System.Threading.Channels;
using Orchestrator.Cli.Tests.EndToEnd;

namespace Orchestrator.Cli.Tests.Clients;

/// <summary>The Python client against the real program: what it gives, and that it gives the same whatever is killed.</summary>
public sealed class PythonClientTests : IDisposable
{
    private const int Trials = 200;

    private const string Sweep = """
        name: clients
        seed: 5
        model: { external: { lease: 5 } }
        search: { algorithm: tpe, trials: TRIALS, parallel: 4 }
        space:
          x: { type: float, low: -2, high: 2 }
          depth: { type: int, low: 1, high: 8 }
          kind: { type: categorical, choices: [a, b, 16] }
        cross_validation: { folds: 2 }
        objective: { metric: loss, direction: minimize }
        stopping: { epochs: 3 }
        resources: { retries: 8 }
        """;

    // A function of parameters and seed alone.
    private const string Worker = TrialGate.Script + """
        import random
        import orchestrator_client as orc
        study = orc.load_study("clients-1", worker=sys.argv[1])
        def objective(trial):
            admit(trial)
            x = trial.suggest_float("x", -2, 2)
            depth = trial.suggest_int("depth", 1, 8)
            kind = trial.suggest_categorical("kind", ["a", "b", 16])
            loss = (1 - x) ** 2 + abs(depth - 3) / 10 + (0.2 if kind == 16 else 0) + random.Random(trial.seed).random() / 10
            trial.report(loss * 2, 0)
            return loss
        study.optimize(objective, callbacks=[lambda study, trial: print(trial.number, trial.fold)])
        """;

    private readonly AskTellFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [SkippableFact]
    public async Task Four_processes_that_are_killed_with_their_coordinator_make_the_table_of_one_that_nobody_disturbed()
    {
        Skip.If(OwnTrainerFixture.Missing is not null, OwnTrainerFixture.Missing);
        var (file, script) = (workshop.Write("clients.yaml", Sweep.Replace("TRIALS", $"{Trials}", StringComparison.Ordinal)),
            workshop.Write("worker.py", Worker));
        var run = await workshop.RunAsync(file, "undisturbed");
        var gate = new TrialGate(workshop.Home("gate"), Trials);
        (await workshop.Python(script, "alone", gate.Path).EndAsync()).Count.ShouldBe(2 * Trials);
        (await run.EndAsync()).ExitCode.ShouldBe(0);
        var expected = await workshop.TableAsync("undisturbed");
        expected.Count.ShouldBe(Trials + 1);

        // A kill after every 50 folds; some are told of, and their line is lost with who would have printed it.
        const int Between = Trials / 4, Slack = 15;
        var trained = Channel.CreateUnbounded<string>();
        gate.Open(Between / 2 + Slack);
        var coordinator = await workshop.RunAsync(file, "killed");
        var workers = Enumerable.Range(0, 4).Select(Start).ToList();
        for (var (told, kills) = (1, 0); kills < 6; told++)
        {
            await trained.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromMinutes(3)).Token);
            if (told % Between != 0)
            {
                continue;
            }

            if (kills++ % 2 == 0)
            {
                var victim = kills / 2;
                await workers[victim].KillAsync();
                workers[victim] = Start(10 + kills);
            }
            else
            {
                await coordinator.KillAsync();
                coordinator = await workshop.ResumeAsync("killed");
            }

            gate.Open((kills + 1) * Between / 2 + Slack);
        }

        gate.Open();

        await Task.WhenAll(workers.Select(worker => worker.EndAsync()));
        var ending = await coordinator.EndAsync();
        ending.ExitCode.ShouldBe(0, ending.Errors);
        (await workshop.TableAsync("killed")).ShouldBe(expected);
        var verify = await OrchestratorProcess.RunAsync("verify", "--home", workshop.Home("killed"));
        (verify.ExitCode, verify.Output.Contains($"{Trials} suggestions", StringComparison.Ordinal)).ShouldBe((0, true), verify.Output);

        PythonProcess Start(int number)
        {
            var worker = workshop.Python(script, $"worker-{number}", gate.Path);
            _ = Task.Run(async () =>
            {
                await foreach (var line in worker.Lines.ReadAllAsync())
                {
                    trained.Writer.TryWrite(line);
                }
            });
            return worker;
        }
    }

    [SkippableFact]
    public async Task An_interrupt_fails_no_attempt_and_clients_tell_after_the_resume()
    {
        Skip.If(OwnTrainerFixture.Missing is not null, OwnTrainerFixture.Missing);
        var file = workshop.Write("clients.yaml", Sweep.Replace("TRIALS", "20", StringComparison.Ordinal)
            .Replace("lease: 5", "lease: 60", StringComparison.Ordinal) // nobody dies, and a crowded machine is silent for seconds
            .Replace("parallel: 4", "parallel: 1", StringComparison.Ordinal)); // so that some wait for others
        var script = workshop.Write("worker.py", Worker);
        var gate = new TrialGate(workshop.Home("gate"), 10);
        var run = await workshop.RunAsync(file, "interrupted");
        PythonProcess[] workers =
            [.. new[] { "anna", "berta", "clara" }.Select(name => workshop.Python(script, name, gate.Path))];
        await run.SeesAsync("attempt-completed/1", 4);
        await run.InterruptAsync();
        var interrupted = await run.EndAsync(TimeSpan.FromSeconds(20));
        interrupted.ExitCode.ShouldBe(130, interrupted.Errors);
        interrupted.Errors.ShouldContain("clients may train on");
        var resumed = await workshop.ResumeAsync("interrupted");
        gate.Open();
        await Task.WhenAll(workers.Select(worker => worker.EndAsync()));
        var ending = await resumed.EndAsync();
        ending.ExitCode.ShouldBe(0, ending.Errors);
        (interrupted.Output + ending.Output).ShouldNotContain("attempt-failed/1");
        (await workshop.TableAsync("interrupted")).Count.ShouldBe(21);
    }

    [SkippableFact]
    public async Task Everything_that_may_go_wrong_is_an_exception_with_a_sentence()
    {
        Skip.If(OwnTrainerFixture.Missing is not null, OwnTrainerFixture.Missing);
        var file = workshop.Write("clients.yaml", Sweep.Replace("TRIALS", "3", StringComparison.Ordinal)
            .Replace("parallel: 4", "parallel: 4, pruner: { name: threshold, limit: 5 }", StringComparison.Ordinal));
        var run = await workshop.RunAsync(file, "checks");
        var said = await workshop.Python(workshop.Write("checks.py", """
            import math
            import orchestrator_client as orc

            def refused(kind, text, action):
                try:
                    action()
                except kind as error:
                    assert text in str(error), str(error)
                else:
                    raise AssertionError(f"no {kind.__name__}: {text}")

            refused(orc.NotFound, "There is no sweep 'clients-7'", lambda: orc.load_study("clients-7"))
            refused(orc.Unreachable, "No coordinator has answered for 1 s",
                    lambda: orc.load_study("clients-1", server="http://127.0.0.1:9", patience=1))
            refused(orc.OrchestratorError, "is no address", lambda: orc.load_study("clients-1", server="somewhere"))
            refused(orc.OrchestratorError, "use https", lambda: orc.load_study("clients-1", server="http://head:7070", token="x"))

            study = orc.load_study("clients-1", worker="checks")
            assert (study.metric, study.direction) == ("loss", "minimize")
            refused(ValueError, "No trial of clients-1 is completed yet", lambda: study.best_trial)
            first = study.ask()
            assert (first.number, first.fold, first.folds, first.epochs) == (0, 0, 2, 3)
            refused(orc.ContradictsSpace, "has no 'y'; it has x, depth, kind", lambda: first.suggest_float("y", 0, 1))
            refused(orc.ContradictsSpace, "Make them the same", lambda: first.suggest_float("x", -2, 3))
            refused(orc.ContradictsSpace, "Make them the same", lambda: first.suggest_int("x", -2, 2))
            refused(orc.ContradictsSpace, "Make them the same", lambda: first.suggest_categorical("kind", ["a", "b"]))
            assert first.suggest_float("x", -2, 2) == first.params["x"]
            assert type(first.suggest_int("depth", 1, 8)) is int
            assert first.suggest_categorical("kind", ["a", "b", 16]) in ("a", "b", 16)
            refused(orc.InvalidRequest, "lies beyond", lambda: first.report(1.0, 3))
            refused(orc.InvalidRequest, "'loss' is missing", lambda: first.report({"train/loss": 1.0}, 0))
            refused(orc.InvalidRequest, "returned 2 values", lambda: study.tell(first, [1.0, 2.0]))
            study.tell(first, 0.5)
            study.tell(first, 0.5)
            refused(orc.LeaseOver, "has told the score 0.5000 before", lambda: study.tell(first, 0.25))

            second = study.ask()
            second.report(1.0, 0)
            assert not second.should_prune()
            study.release(second)
            refused(orc.LeaseOver, "Its client gave it back", lambda: study.tell(second, 1.0))
            again = study.ask()
            assert (again.number, again.fold, again.attempt) == (0, 1, "0-1-2"), again.attempt
            study.tell(again, 0.25)
            assert study.best_trial.value == 0.375 and study.best_value == 0.375

            def prunes(trial):
                trial.report(9.0, 0)
                assert trial.should_prune() and trial.stop_reason, trial.stop_reason
                raise orc.TrialPruned()
            study.optimize(prunes, n_trials=1)

            def fails(trial):
                raise RuntimeError("no luck")
            refused(RuntimeError, "no luck", lambda: study.optimize(fails, n_trials=1))
            study.optimize(fails, n_trials=1, catch=(RuntimeError,))
            study.optimize(lambda trial: math.nan, n_trials=1)
            study.optimize(lambda trial: 0.75)
            trials = study.trials
            assert [t.number for t in trials] == [0, 1, 2]
            assert [t.state for t in trials] == ["completed", "pruned", "failed"], trials
            assert trials[1].value is None and trials[1].reason and "NaN" in trials[2].reason
            assert study.best_params == trials[0].params and study.ask() is None
            print("all is well")
            """)).EndAsync();
        said.ShouldBe(["all is well"]);
        (await run.EndAsync()).ExitCode.ShouldBe(0);
    }

    [SkippableFact]
    public async Task Without_a_page_nobody_could_ask_and_a_plan_says_who_trains()
    {
        var file = workshop.Write("clients.yaml", Sweep.Replace("TRIALS", "3", StringComparison.Ordinal));
        var refused = await OrchestratorProcess.RunAsync("run", file, "--home", workshop.Home("none"));
        (refused.ExitCode, refused.Errors.Contains("add --web", StringComparison.Ordinal)).ShouldBe((2, true), refused.Errors);
        var plan = await OrchestratorProcess.RunAsync("plan", file);
        plan.ExitCode.ShouldBe(0, plan.Errors);
        plan.Output.ShouldContain("3 trials x 2 folds = 6 trainings of at most 3 epochs");
        plan.Output.ShouldContain("trained by clients that ask for folds over HTTP, and by no node; one that is silent for 5 s");
    }
}
