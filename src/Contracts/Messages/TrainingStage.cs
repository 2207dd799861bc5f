using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Messages;

/// <summary>A stretch of training with one configuration.</summary>
/// <param name="Configuration">Its hyper-parameters.</param>
/// <param name="Epochs">Its length, at least 1.</param>
public sealed record TrainingStage(Configuration Configuration, int Epochs);
