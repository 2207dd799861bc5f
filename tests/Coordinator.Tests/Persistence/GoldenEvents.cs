using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>One event of each kind, with everything that it can hold. A new kind is added at the end; what is there stays as it
/// is.</summary>
internal static class GoldenEvents
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 29, 1, 59, 59, TimeSpan.FromHours(2)).AddTicks(1234567);
    private static readonly AttemptId Attempt = new(new FoldId(3, 1), 2);
    private static readonly AttemptId Refit = new(new FoldId(3, FoldId.RefitFold), 1);

    private static readonly Configuration Configuration = Configuration.Empty
        .With("x", ParameterValue.Of(0.1)).With("n", ParameterValue.Of(8)).With("kind", ParameterValue.Of("b"));

    public static IReadOnlyList<SweepEvent> All { get; } =
    [
        new SweepPlanned(new SweepId("sample-1"), Definition(), "sha256:abc", At, [new LeakageFinding(Kinship.NearCopies, 3, 1, [])]),
        new SweepResumed(At),
        new SweepPaused("anna", "He said \"no\".\n\t– and ended ☠", true, At),
        new SweepContinued("anna", "It goes on.", At),
        new SweepCompleted(3, "Trial 3 has the best mean score.", At),
        new SweepCancelled("No longer needed.", At),
        new SearchExhausted(16, At),
        new SearchStopped(9, "No improvement in 6 trials.", At),
        new TrialPruned(4, "Worse than the median at epoch 3.", At),
        new TrialSuggested(3, Configuration, At, 1),
        new TrialCompleted(3, 0.9595, double.NaN, At, [new ObjectiveScore(1000, 0), new ObjectiveScore(0.5, double.PositiveInfinity)]),
        new TrialFailed(5, "Fold 1 failed 3 times.", At),
        new AttemptStarted(Attempt, new SlotId("gpu-1", 3), At),
        new AttemptCompleted(
            Attempt,
            new FoldResult(0.75, 2, 4,
                new Dictionary<string, double> { ["validation/auc"] = 0.8, ["test/auc.low"] = double.NegativeInfinity }, 1.5),
            At),
        new AttemptFailed(Refit, FailureKind.OutOfMemory, "Exit code 137.", true, "Attempt 2 of 3 follows.", At),
        new ResultRejected(Refit, "It holds no lease.", At),
        new BestChosen(new PosteriorBest(3, 0.9375, 0.0078125, 5, 0.921875), At),
        new RefitPlanned(3, 12, At),
        new OwnerClaimed(2, "head-1:7071", At),
        new SweepExtended(40, "anna on head-1", At),
        new CheckpointsDropped([2, 5], At),
        new DataMoved(new DataDefinition("/moved/data.csv", "csv", "key", new GroupsDefinition("patient", "/moved/groups.csv"),
            new TestFileDefinition("/moved/test.csv")), At),
        new TrialEnqueued(5, Configuration, "anna on head-1", At, "6f9619ff"),
        new TrialPromoted(3, 1, 2, 0.875, At),
        new FoldGranted(3, 1, 5, 0.25, At),
    ];

    private static SweepDefinition Definition()
    {
        var plain = Sample.Definition(trials: 12, parallel: 3, retries: 1);
        return plain with
        {
            Search = new SearchDefinition(
                "bayesian", 12, 3, new PruningDefinition("median"), new StopDefinition(NoImprovement: 6, Target: 0.999), [Configuration],
                WarmStart: new WarmStartDefinition("earlier-1", [new EarlierTrial(Configuration, 0.75, 1e-9)])),
            Space = plain.Space with { Constraints = [Constraint.Parse("n >= 2 or x < 1")] },
            CrossValidation = new CrossValidationDefinition(4, true, 0, Nested: new NestedDefinition(3, "series", 2)),
            Resources = new ResourcesDefinition(NodeLabels: [new NodeLabel("gpu", "a100")], Retries: 0),
            AdditionalObjectives = [new ObjectiveDefinition("parameters", Direction.Minimize),
                new ObjectiveDefinition("auc", Direction.Maximize)],
        };
    }
}
