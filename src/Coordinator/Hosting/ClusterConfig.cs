using Orchestrator.Remoting;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>How coordinators notice each other's death, and how quickly what it held moves on.</summary>
/// <remarks>
/// A coordinator that does not answer for 2 s counts as unreachable, and 2 s later the one that gets the lease in the database goes on
/// without it.
/// Shorter times make a pause of the garbage collector a failover; longer ones leave sweeps without suggestions for longer. Training goes
/// on meanwhile.
/// </remarks>
internal static class ClusterConfig
{
    /// <summary>The configuration (HOCON).</summary>
    public static string Of(RemotingOptions remoting) => """
        akka {
          coordinated-shutdown {
            exit-clr = off
            # The last coordinator of a cluster has nobody to hand its shards to, and would wait for one for so long.
            phases.cluster-sharding-shutdown-region.timeout = 5s
          }
          cluster {
            gossip-interval = 200ms
            leader-actions-interval = 200ms
            periodic-tasks-initial-delay = 200ms
            unreachable-nodes-reaper-interval = 200ms
            seed-node-timeout = 2s
            retry-unsuccessful-join-after = 1s
            allow-weakly-up-members = off
            down-removal-margin = 500ms
            failure-detector {
              heartbeat-interval = 500ms
              expected-response-after = 500ms
              acceptable-heartbeat-pause = 2s
            }
            split-brain-resolver {
              stable-after = 2s
              down-all-when-unstable = off
              lease-majority.acquire-lease-delay-for-minority = 300ms
            }
            singleton.hand-over-retry-interval = 200ms
            singleton-proxy {
              log-singleton-identification-failure = false
              singleton-identification-interval = 200ms
              buffer-size = 10000
            }
            sharding {
              retry-interval = 200ms
              waiting-for-state-timeout = 500ms
              # How long the journal may take, before a shard begins anew: a busy disk is no failure.
              updating-state-timeout = 5s
              coordinator-failure-backoff = 1s
              shard-failure-backoff = 1s
              entity-restart-backoff = 10s
              # Sweeps do not move for balance alone: each move is a recovery.
              rebalance-interval = 3650d
              distributed-data {
                majority-min-cap = 1
                gossip-interval = 500ms
                notify-subscribers-interval = 100ms
                durable.keys = []
              }
              coordinator-state {
                write-majority-plus = 0
                read-majority-plus = 0
              }
            }
          }
        }

        """ + RemotingConfig.Of(remoting) + ClusterSerializer.Hocon;
}
