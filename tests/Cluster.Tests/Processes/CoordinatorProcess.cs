using Orchestrator.Cli.Tests.EndToEnd;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>A coordinator that was started.</summary>
/// <param name="Process">The program.</param>
/// <param name="Api">Its HTTP API.</param>
/// <param name="Address">Where coordinators and nodes reach it, <c>host:port</c>.</param>
internal sealed record CoordinatorProcess(OrchestratorProcess Process, Uri Api, string Address);
