using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.External;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Remoting;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Tests.Network;

/// <summary>What leaves a process is what arrives, in a form that we have declared.</summary>
public sealed class SerializationTests : IDisposable
{
    private static readonly SweepId Sweep = new("sample-1");
    private static readonly SlotId Slot = new("gpu-3", 2);
    private static readonly AttemptId Attempt = new(new FoldId(4, 1), 2);
    private static readonly Assignment Lease = new(Slot, Sweep, Attempt.Fold);
    private static readonly HeldLease Held = new(Slot, Sweep, Attempt);
    private static readonly NodeDevice Device = new("cuda:0", "NVIDIA H200", 1L << 37, 1L << 30, 85, "570.86");
    private readonly ActorSystem system;
    private readonly IActorRef actor;

    public SerializationTests()
    {
        var config = ConfigurationFactory.ParseString("akka { actor.provider = remote, loglevel = OFF, stdout-loglevel = OFF }\n"
            + RemotingConfig.Of(new RemotingOptions()) + ClusterSerializer.Hocon + SweepEventSerializer.Hocon);
        system = ActorSystem.Create("serialization", config);
        actor = Inbox.Create(system).Receiver;
    }

    public static TheoryData<string> Manifests => [.. ProtocolMessages.Manifests.Keys, .. ClusterMessages.Manifests.Keys];

    private static IEnumerable<Type> Types => ProtocolMessages.Manifests.Values.Concat(ClusterMessages.Manifests.Values);

    public void Dispose() => system.Terminate().GetAwaiter().GetResult();

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_message_arrives_as_it_was_sent(string manifest)
    {
        var type = ProtocolMessages.Manifests.GetValueOrDefault(manifest) ?? ClusterMessages.Manifests[manifest];
        var message = Examples().Single(example => example.GetType() == type);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null))
        {
            property.GetValue(message).ShouldNotBe(
                property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null,
                    $"{type.Name}.{property.Name} is not filled");
        }
        var serializer = system.Serialization.FindSerializerFor(message).ShouldBeAssignableTo<ManifestSerializer>()!;
        serializer.Manifest(message).ShouldBe(manifest);
        var bytes = serializer.ToBinary(message);
        var back = system.Serialization.Deserialize(bytes, serializer.Identifier, manifest);
        back.GetType().ShouldBe(type);
        serializer.ToBinary(back).ShouldBe(bytes);
        foreach (var property in type.GetProperties().Where(p => p.PropertyType == typeof(IActorRef)))
        {
            property.GetValue(back).ShouldBe(actor);
        }
        if (type != typeof(EpochMeasured) && type != typeof(WorkerReports) && type != typeof(RunFold) && type != typeof(BeginSweep)
            && type != typeof(Asked))
        {
            back.ShouldBe(message); // dictionaries and spaces are compared by their bytes alone
        }
    }

    [Fact]
    public void An_actor_of_another_process_is_told_by_its_address()
    {
        var serializer = (ManifestSerializer)system.Serialization.FindSerializerForType(typeof(SlotGranted));
        var json = System.Text.Encoding.UTF8.GetString(serializer.ToBinary(new SlotGranted(Lease, actor)));
        json.ShouldContain($"akka.tcp://serialization@127.0.0.1:{((ExtendedActorSystem)system).Provider.DefaultAddress.Port}/");
        var elsewhere = (SlotGranted)serializer.FromBinary(
            System.Text.Encoding.UTF8.GetBytes(json.Replace("serialization@127.0.0.1", "node@127.0.0.2", StringComparison.Ordinal)),
                "slot-granted/1");
        elsewhere.Node.Path.Address.Host.ShouldBe("127.0.0.2");
    }

    [Fact]
    public void No_type_stands_in_two_tables_and_none_falls_through_to_another_serializer()
    {
        Types.ShouldBeUnique();
        Types.ShouldAllBe(type => system.Serialization.FindSerializerForType(type, null) is ManifestSerializer);
        var events = typeof(SweepEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(SweepEvent))).Append(typeof(SweepSnapshot));
        events.ShouldAllBe(type => system.Serialization.FindSerializerForType(type, null) is SweepEventSerializer);
        new[] { ProtocolMessages.SerializerId, ClusterMessages.SerializerId, 9001 }.ShouldBeUnique();
    }

    /// <summary>Whoever adds a message for another process must add it to a table.</summary>
    [Fact]
    public void Whatever_is_sent_between_processes_stands_in_a_table()
    {
        var routed = new[] { typeof(ISweepMessage).Assembly, typeof(SweepActor).Assembly }.SelectMany(a => a.GetTypes())
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ISweepMessage)));
        var scheduling = typeof(SchedulerActor).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(SlotsWanted).Namespace && t.IsPublic && IsMessage(t) && t != typeof(SchedulingOptions)
                && t != typeof(Obstacle));
        Type[] answers =
        [
            typeof(CommandHandled), typeof(SweepChanged), typeof(EpochMeasured), typeof(ReportsAcknowledged), typeof(RunFold),
                typeof(StopFold), typeof(StartDraining),
            typeof(NodeJoined), typeof(NodeLeft), typeof(NodeHeartbeat), typeof(HeartbeatAcknowledged), typeof(NodeNameTaken),
                typeof(NodeLeaveAcknowledged),
            typeof(QueryNodeState), typeof(QueryLeases), typeof(Asked), typeof(AttemptStanding),
        ];
        routed.Concat(scheduling).Concat(answers).Except(Types).ShouldBeEmpty();
    }

    private static bool IsMessage(Type type) =>
        type.IsSealed && type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance) is not null;

    private IEnumerable<object> Examples()
    {
        var definition = Sample.Definition();
        var configuration = Contracts.SearchSpaces.Configuration.Empty.With("x", Contracts.SearchSpaces.ParameterValue.Of(0.1));
        var place = new ArtifactPlace("/artifacts", "abc", new Uri("https://a:7070/"), [new Uri("https://b:7070/")]);
        var fold =
            new FoldAssignment(Sweep, Attempt, definition, configuration, 7, "/artifacts/x", place, "/artifacts/y",
                [new TrainingStage(configuration, 3)]);
        var epoch =
            new EpochMeasured(Sweep, Attempt, 3, new Dictionary<string, double> { ["train/loss"] = double.NaN, ["validation/auc"] = 0.1 });
        var demand =
            new SweepDemand(Sweep, new ResourcesDefinition(NodeLabels: [new NodeLabel("gpu", "a100")], MaxSlots: 3), "data",
                [new FoldDemand(Attempt.Fold, ["gpu-1"])]);
        return
        [
            new NodeJoined("gpu-3", "first", [new SlotDescription(Slot, "cuda:0", 4)], [new NodeLabel("gpu", "h200")], [Device])
            {
                Draining = true, Revision = 4, Data = ["d1"], Leases = [Held],
            },
            new NodeLeft("gpu-3", "first"),
            new NodeHeartbeat("gpu-3", "first", 4),
            new HeartbeatAcknowledged(["a:7071", "b:7071"]),
            new QueryNodeState(),
            new NodeNameTaken("gpu-3"),
            new NodeLeaveAcknowledged(),
            new StartDraining(),
            new RunFold(Slot, fold, 5),
            new StopFold(Slot, Sweep, Attempt, 5),
            epoch,
            new WorkerReports(Sweep, "gpu-3", "first", 9,
            [
                new FoldStarted(Sweep, Attempt, 1, "cuda:0"), epoch,
                    new FoldFailed(Sweep, Attempt, FailureKind.OutOfMemory, "It was \"full\".", OfTrainer: true),
                new FoldCompleted(Sweep, Attempt, new FoldResult(0.5, 1, 2, epoch.Metrics, 0.1)),
                new FoldLogged(Sweep, Attempt, [new LogLine(7, DateTimeOffset.UnixEpoch, "libfoo: \"warning\"")], 100, 301),
            ]),
            new ReportsAcknowledged(Sweep, 9),
            new QueryLeases(Sweep, 2, 5),
            new LeasesReported(Sweep, "gpu-3", 2, 5, [Held]),
            new BeginSweep(Sweep, definition, "fingerprint", [new LeakageFinding(Kinship.Copies, 3, 1, [])], "key"),
            new RecoverSweep(Sweep),
            new CancelSweepRequest(Sweep, "enough"),
            new PauseSweepRequest(Sweep, "anna", "night", true),
            new ContinueSweepRequest(Sweep, "anna", "morning"),
            new ExtendSweepRequest(Sweep, 40, "anna"),
            new EnqueueTrialRequest(Sweep, Configuration.Empty.With("x", ParameterValue.Of(1)), "anna", "key"),
            new MoveDataRequest(Sweep, new DataDefinition("/moved/data.csv", "csv", "key")),
            new AskFolds(Sweep, "anna", "key", 2, 20),
            new Asked([new Suggestion("3-1-2", 3, 1, 5, new Dictionary<string, Contracts.SearchSpaces.ParameterValue>
            {
                ["x"] = Contracts.SearchSpaces.ParameterValue.Of(0.1), ["kind"] = Contracts.SearchSpaces.ParameterValue.Of("a"),
            }, 7, 11, 12, 60)], SweepStatus.Searching, "It is paused."),
            new WithdrawAsk(Sweep, "key"),
            new ReportAttempt(Sweep, Attempt, new FoldFailed(Sweep, Attempt, FailureKind.Error, "The matrix is singular.")),
            new AttemptStanding("3-1-2", AttemptStage.Pruned, true, 60, "It is hopeless.", 0.5),
            new CommandHandled(Sweep, "There is none."),
            new SubscribeSweep(Sweep, actor),
            new SweepChanged(Sweep, 12, "no node is present"),
            new SlotsWanted(demand),
            new SlotsHeld(Sweep, [Lease], [Lease with { Fold = new FoldId(0, FoldId.RefitFold) }]),
            new SlotReleased(Lease, new SlotOutcome(FailureKind.Crashed, "Exit code 139.")),
            new SweepOver(Sweep),
            new SlotGranted(Lease, actor),
            new SlotLost(Lease, FailureKind.Crashed, "Node 'gpu-3' is gone."),
            new SlotsUnavailable(Sweep, "no node is present"),
            new QueryDemand(Sweep),
            new DescribeNodes(),
            new NodesDescribed(
                [new NodeStatus("gpu-3", 8, 7, true, "3 attempts failed", [new NodeLabel("gpu", "h200")], [Device], ["d1"])]),
            new DescribeObstacles(),
            new ObstaclesDescribed([new Obstacle(Sweep, "no node is present")]),
            new DrainNode("gpu-3"),
            new NodeDrains("gpu-3"),
        ];
    }
}
