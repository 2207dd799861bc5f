using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.GpuNode.Tests.Scripted;

internal static class Sample
{
    /// <summary>For whatever a test waits for.</summary>
    public static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);

    public static readonly SweepId Sweep = new("sample-1");

    public static readonly SlotDescription Slot = new(new SlotId("here", 0), "cpu", 1);

    public static readonly SweepDefinition Definition = new(
        "sample", 1, new DataDefinition("/nowhere.csv", "csv"), new ModelDefinition("none", Configuration.Empty),
        new SearchDefinition("random", 1), new SearchSpace(EquatableList<Parameter>.Empty),
        new CrossValidationDefinition(2, false, 0), new ObjectiveDefinition("accuracy", Direction.Maximize),
        new StoppingDefinition(2), new ResourcesDefinition());

    public static readonly FoldResult Result = new(0.5, 1, 2, new Dictionary<string, double> { ["validation/accuracy"] = 0.5 }, 0.1);

    public static AttemptId Attempt(int number) => new(new FoldId(0, 0), number);

    public static RunFold Run(int attempt) =>
        new(Slot.Id, new FoldAssignment(new SweepId("sample-1"), Attempt(attempt), Definition, Configuration.Empty, 2, "/artifacts"));

    public static FoldCompleted Completed(int attempt) => new(new SweepId("sample-1"), Attempt(attempt), Result);

    public static FoldFailed Interrupted(int attempt) =>
        new(new SweepId("sample-1"), Attempt(attempt), FailureKind.Interrupted, "Stopped.");
}
