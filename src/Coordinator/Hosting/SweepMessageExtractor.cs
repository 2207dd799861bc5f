using Akka.Cluster.Sharding;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>Finds the sweep of a message, and the shard of the sweep. The number of shards stands in the journal and never
/// changes.</summary>
internal sealed class SweepMessageExtractor() : HashCodeMessageExtractor(Shards)
{
    private const int Shards = 16; // each costs a lease, which is renewed every second

    public override string? EntityId(object message) => (message as ISweepMessage)?.Sweep.Value;
}
