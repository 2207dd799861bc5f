using Akka.Cluster;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>Whether a coordinator may be sent requests.</summary>
internal static class Readiness
{
    /// <summary>It is a member, and sees at least half of the cluster. While another one dies, those that go on without it answer; one that
    /// is cut off from the most will be ended by them.</summary>
    /// <param name="self">Its own status.</param>
    /// <param name="members">Coordinators in the cluster, itself included.</param>
    /// <param name="unreachable">Of these, those that do not answer.</param>
    public static bool Of(MemberStatus self, int members, int unreachable) => self == MemberStatus.Up && unreachable * 2 <= members;
}
