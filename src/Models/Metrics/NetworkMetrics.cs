using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Models.Metrics;

/// <summary>Figures of the trained network itself, to be traded off against those of its predictions. All are the same whenever a fold is
/// trained again.</summary>
public static class NetworkMetrics
{
    /// <summary>Number of weights that are trained.</summary>
    public const string Parameters = "parameters";

    /// <summary>What a sweep file may call them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Parameters];

    /// <summary>What a sweep's definition may name.</summary>
    public static IReadOnlyList<MetricWords> Words { get; } = [.. Names.Select(name => new MetricWords(name, Direction, Least: 0))];

    /// <summary>Which way they are better: a smaller network is.</summary>
    public static Direction Direction => Direction.Minimize;
}
