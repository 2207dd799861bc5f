using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>A metric, and which way it is better.</summary>
public sealed record MetricWords(string Name, Direction Direction);
