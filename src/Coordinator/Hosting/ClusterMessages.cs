using Orchestrator.Contracts.Api.External;
using Orchestrator.Coordinator.External;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>The messages between coordinators with their manifests.</summary>
public static class ClusterMessages
{
    /// <summary>Identifies their serializer on the wire.</summary>
    public const int SerializerId = 9003;

    /// <summary>The type of each manifest. Extend-only: a released manifest keeps its meaning.</summary>
    public static IReadOnlyDictionary<string, Type> Manifests { get; } = new Dictionary<string, Type>
    {
        ["begin-sweep/1"] = typeof(BeginSweep),
        ["recover-sweep/1"] = typeof(RecoverSweep),
        ["cancel-sweep/1"] = typeof(CancelSweepRequest),
        ["pause-sweep/1"] = typeof(PauseSweepRequest),
        ["continue-sweep/1"] = typeof(ContinueSweepRequest),
        ["extend-sweep/1"] = typeof(ExtendSweepRequest),
        ["enqueue-trial/1"] = typeof(EnqueueTrialRequest),
        ["move-data/1"] = typeof(MoveDataRequest),
        ["ask-folds/1"] = typeof(AskFolds),
        ["asked/1"] = typeof(Asked),
        ["withdraw-ask/1"] = typeof(WithdrawAsk),
        ["report-attempt/1"] = typeof(ReportAttempt),
        ["attempt-standing/1"] = typeof(AttemptStanding),
        ["command-handled/1"] = typeof(CommandHandled),
        ["subscribe-sweep/1"] = typeof(SubscribeSweep),
        ["sweep-changed/1"] = typeof(SweepChanged),
        ["slots-wanted/1"] = typeof(SlotsWanted),
        ["slots-held/1"] = typeof(SlotsHeld),
        ["slot-released/1"] = typeof(SlotReleased),
        ["sweep-over/1"] = typeof(SweepOver),
        ["slot-granted/1"] = typeof(SlotGranted),
        ["slot-lost/1"] = typeof(SlotLost),
        ["slots-unavailable/1"] = typeof(SlotsUnavailable),
        ["query-demand/1"] = typeof(QueryDemand),
        ["describe-nodes/1"] = typeof(DescribeNodes),
        ["nodes-described/1"] = typeof(NodesDescribed),
        ["describe-obstacles/1"] = typeof(DescribeObstacles),
        ["obstacles-described/1"] = typeof(ObstaclesDescribed),
        ["drain-node/1"] = typeof(DrainNode),
        ["node-drains/1"] = typeof(NodeDrains),
    };
}
