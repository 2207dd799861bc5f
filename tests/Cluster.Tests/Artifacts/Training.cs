using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Training;

namespace Orchestrator.Cluster.Tests.Artifacts;

/// <summary>A fold of a small network, and who looks on while it is trained.</summary>
internal static class Training
{
    private static readonly Configuration Settings = new[] { ("units", 8.0), ("batch_size", 64), ("dropout", 0.2) }
        .Aggregate(Configuration.Empty, (all, setting) => all.With(setting.Item1, ParameterValue.Of(setting.Item2)));

    public static FoldAssignment Assignment(DataDefinition data, string folder) => new(
        new SweepId("sample-1"), new AttemptId(new FoldId(0, 0), 1),
        new SweepDefinition(
            "sample", 3, data, new ModelDefinition("mlp", Settings), new SearchDefinition("random", 1),
                new SearchSpace(EquatableList<Parameter>.Empty),
            new CrossValidationDefinition(3, true, 0.2), new ObjectiveDefinition("accuracy", Direction.Maximize), new StoppingDefinition(6),
                new ResourcesDefinition()),
        Configuration.Empty, 6, folder);

    public static string Numbers(FoldResult result) =>
        $"{result.Score:R} {result.BestEpoch} {result.Epochs} {string.Join(' ', result.Metrics.Select(m => $"{m.Key}={m.Value:R}"))}";

    public sealed class Listener : IFoldListener
    {
        private readonly CancellationTokenSource source = new();

        public int? StopAfter { get; init; }

        public Func<int, int>? AfterEpoch { get; init; }

        public int FromEpoch { get; private set; }

        public CancellationToken Stop => source.Token;

        public void OnStarted(int fromEpoch, string device) => FromEpoch = fromEpoch;

        public void OnEpoch(int epoch, IReadOnlyDictionary<string, double> metrics)
        {
            if (epoch == StopAfter)
            {
                source.Cancel();
            }

            AfterEpoch?.Invoke(epoch);
        }
    }
}
