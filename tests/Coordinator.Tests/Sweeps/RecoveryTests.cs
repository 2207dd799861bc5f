using Akka.Persistence;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps.Events;

namespace Orchestrator.Coordinator.Tests.Sweeps;

public sealed class RecoveryTests
{
    [Fact]
    public void Nothing_yet()
    {
    }
}
