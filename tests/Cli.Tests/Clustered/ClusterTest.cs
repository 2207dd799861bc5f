using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Tests.Api;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Clustered;

/// <summary>The real command line in a process of its own, against the real API over a scripted coordinator.</summary>
public abstract class ClusterTest : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;

    internal static readonly SweepId Sweep = new("planted-1");

    internal ScriptedGateway Gateway { get; } = new() { Vocabulary = SweepVocabulary.Registered.Definitions };

    internal ArtifactStore Artifacts { get; private set; } = null!;

    internal CoordinatorServer Server { get; private set; } = null!;

    internal string Address => Server.Address.ToString();

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Artifacts = new ArtifactStore(Path.Combine(folder, "blobs"), Path.Combine(folder, "sweeps"));
        Server = await CoordinatorServer.StartAsync(new WebOptions(Port: 0), Gateway, artifacts: Artifacts);
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The journal of a fold that was trained at once, on the day of <see cref="WatchTests.Planned"/>.</summary>
    internal static SweepEvent[] Trained(AttemptId attempt, double score) =>
    [
        new AttemptStarted(attempt, new SlotId("node", 0), WatchTests.Planned.At),
        new AttemptCompleted(attempt,
            new FoldResult(score, 1, 1, new Dictionary<string, double> { ["test/accuracy"] = score }, 1), WatchTests.Planned.At),
    ];
}
