using Akka.Cluster;
using Orchestrator.Coordinator.Hosting;

namespace Orchestrator.Coordinator.Tests.Hosting;

public sealed class ReadinessTests
{
    [Theory]
    [InlineData(MemberStatus.Up, 1, 0, true)]
    [InlineData(MemberStatus.Up, 2, 1, true)] // the other one dies
    [InlineData(MemberStatus.Up, 3, 1, true)]
    [InlineData(MemberStatus.Up, 3, 2, false)] // it is cut off
    [InlineData(MemberStatus.Joining, 1, 0, false)]
    [InlineData(MemberStatus.Leaving, 2, 0, false)]
    [InlineData(MemberStatus.Down, 2, 0, false)]
    public void Requests_go_to_members_that_see_at_least_half_of_the_cluster(MemberStatus self, int members, int unreachable, bool ready) =>
        Readiness.Of(self, members, unreachable).ShouldBe(ready);
}
