using Orchestrator.Actors;
using Orchestrator.Coordinator.Clustered;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>Within one process nothing gets lost between seat and holder: the sweep itself answers whoever waits.</summary>
internal sealed record LocalReport(Reported Reported, IActorRef Asker);
