using Orchestrator.Contracts.Messages;

namespace Orchestrator.Contracts.Serialization;

/// <summary>The messages between nodes and coordinators with their manifests.</summary>
public static class ProtocolMessages
{
    /// <summary>Identifies the serializer of these messages on both sides of a connection.</summary>
    public const int SerializerId = 9002;

    /// <summary>The type of each manifest. Extend-only: a released manifest keeps its meaning.</summary>
    public static IReadOnlyDictionary<string, Type> Manifests { get; } = new Dictionary<string, Type>
    {
        ["node-joined/2"] = typeof(NodeJoined),
        ["node-left/1"] = typeof(NodeLeft),
        ["node-heartbeat/1"] = typeof(NodeHeartbeat),
        ["heartbeat-acknowledged/1"] = typeof(HeartbeatAcknowledged),
        ["query-node-state/1"] = typeof(QueryNodeState),
        ["node-name-taken/1"] = typeof(NodeNameTaken),
        ["node-leave-acknowledged/1"] = typeof(NodeLeaveAcknowledged),
        ["be-drained/1"] = typeof(StartDraining),
        ["run-fold/2"] = typeof(RunFold),
        ["stop-fold/2"] = typeof(StopFold),
        ["epoch-measured/1"] = typeof(EpochMeasured),
        ["worker-reports/1"] = typeof(WorkerReports),
        ["reports-acknowledged/1"] = typeof(ReportsAcknowledged),
        ["query-leases/1"] = typeof(QueryLeases),
        ["leases-reported/1"] = typeof(LeasesReported),
    };
}
