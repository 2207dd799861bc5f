using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Tests;

/// <summary>Plays commands against the core and keeps every event, so that a test reads as a story.</summary>
internal sealed class Script
{
    private static readonly DateTimeOffset Dawn = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public SweepState State { get; private set; } = SweepState.Empty;

    public List<SweepEvent> Events { get; } = [];

    public DateTimeOffset Now => Dawn.AddSeconds(Events.Count);

    public static SweepDefinition Definition(int trials = 3, int folds = 2, int parallel = 1, int retries = 1) => new(
        "demo", 7, new DataDefinition("/data.csv", "csv"), new ModelDefinition("net", Configuration.Empty),
        new SearchDefinition("random", trials, parallel), new SearchSpace([new FloatParameter("x", 0, 100)]),
        new CrossValidationDefinition(folds, true, 0.2), new ObjectiveDefinition("accuracy", Direction.Maximize),
        new StoppingDefinition(5), new ResourcesDefinition(Retries: retries));

    public static Script Planned(int trials = 3, int folds = 2, int parallel = 1, int retries = 1) =>
        Planned(Definition(trials, folds, parallel, retries));

    public static Script Planned(SweepDefinition definition)
    {
        var script = new Script();
        script.Play(new PlanSweep(new SweepId("demo"), definition, "abc", Dawn));
        return script;
    }

    public IReadOnlyList<SweepEvent> Play(SweepCommand command)
    {
        var events = SweepDecider.Decide(State, command);
        State = events.Aggregate(State, SweepEvolution.Apply);
        Events.AddRange(events);
        return events;
    }

    public void Suggest(double x)
    {
        var trial = State.WantedTrial().ShouldNotBeNull();
        Play(new SuggestTrial(trial, Configuration.Empty.With("x", ParameterValue.Of(x)), Now));
    }

    public AttemptId Start(int trial, int fold, int slot = 0)
    {
        Play(new StartAttempt(new FoldId(trial, fold), new SlotId("local", slot), Now));
        return State.Find(new FoldId(trial, fold))!.Lease.ShouldNotBeNull().Id;
    }

    public void Finish(int trial, int fold, double score) => Report(Start(trial, fold), score);

    public IReadOnlyList<SweepEvent> Report(AttemptId attempt, double score, int bestEpoch = 3) =>
        Play(new CompleteAttempt(attempt, new FoldResult(score, bestEpoch, 5, new Dictionary<string, double>(), 1.5), Now));

    public IReadOnlyList<SweepEvent> Break(AttemptId attempt, FailureKind kind = FailureKind.Crashed, string reason = "Exit code 139.") =>
        Play(new FailAttempt(attempt, kind, reason, Now));

    public void RunTrial(params double[] scores) => RunTrialAt(State.Trials.Count, scores);

    public void RunTrialAt(double x, params double[] scores)
    {
        Suggest(x);
        for (var fold = 0; fold < scores.Length; fold++)
        {
            Finish(State.Trials.Count - 1, fold, scores[fold]);
        }
    }
}
