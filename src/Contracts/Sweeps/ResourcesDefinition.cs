namespace Orchestrator.Contracts.Sweeps;

/// <summary>What an attempt may use.</summary>
/// <param name="Device"><c>auto</c> (CUDA where there is one), <c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Slots">Attempts at once on the local node; null = one per core on CPU, one per GPU otherwise.</param>
/// <param name="Retries">Further attempts that a fold is given after a failure, at least 0.</param>
public sealed record ResourcesDefinition(string Device = "auto", int? Slots = null, int Retries = 2);
