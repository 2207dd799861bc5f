using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Definitions;

/// <summary>A registered architecture with the hyper-parameters that the sweep holds fixed.</summary>
/// <param name="Name">A registered model's name, such as <c>sequence-bilstm</c>.</param>
/// <param name="Fixed">Values that do not vary between trials; the rest come from the trial or the model's defaults.</param>
public sealed record ModelDefinition(string Name, Configuration Fixed);
