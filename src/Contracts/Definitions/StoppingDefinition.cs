namespace Orchestrator.Contracts.Definitions;

/// <summary>When training ends.</summary>
/// <param name="Epochs">Most epochs of one fold, at least 1.</param>
/// <param name="Patience">Epochs without improvement of the objective after which a fold stops; null = never early.</param>
/// <param name="MinDelta">Smallest change that counts as an improvement, at least 0.</param>
public sealed record StoppingDefinition(int Epochs, int? Patience = null, double MinDelta = 0);
