using Orchestrator.Servers;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>A broker and a database of the benchmark's own, on loopback.</summary>
internal sealed record BenchServers(RabbitServer Broker, PostgresServer Database);
