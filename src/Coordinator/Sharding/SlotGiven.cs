using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>What <see cref="SlotGranted"/> says, to another machine.</summary>
internal sealed record SlotGiven(Assignment Lease);
