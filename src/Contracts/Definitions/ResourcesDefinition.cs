using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Definitions;

/// <summary>What an attempt may use, and what the sweep may take beside others. None of it changes a result.</summary>
/// <param name="Device"><c>auto</c> (CUDA where there is one), <c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Slots">Attempts at once on the local node; null = one per core on CPU, one per GPU otherwise.</param>
/// <param name="Retries">Further attempts that a fold is given after a failure, at least 0.</param>
/// <param name="Priority">Where sweeps compete, those with a higher priority are served first, whatever the others wait for.</param>
/// <param name="Weight">Among sweeps of one priority, the share of the slots is proportional to it; above 0.</param>
/// <param name="MaxSlots">Most attempts at once in the whole cluster, at least 1; null = no limit.</param>
/// <param name="NodeLabels">Labels that a node must have, all of them; null = none.</param>
/// <param name="StallMinutes">Minutes without a training step after which an attempt is given up as failed, above 0; null = never, but
/// for <see cref="PluginDefinition.UsualStallMinutes"/> where plug-ins are used.</param>
public sealed record ResourcesDefinition(
    string Device = "auto", int? Slots = null, int Retries = 2, int Priority = 0, double Weight = 1, int? MaxSlots = null,
    EquatableList<NodeLabel>? NodeLabels = null, double? StallMinutes = null);
