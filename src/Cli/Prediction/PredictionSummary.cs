namespace Orchestrator.Cli.Prediction;

/// <summary>What <c>predict --json</c> prints.</summary>
/// <param name="Model">As the user named it.</param>
/// <param name="Network">The architecture's name.</param>
/// <param name="Data">The scored file.</param>
/// <param name="Rows">Number of its rows.</param>
/// <param name="Output">Where the scores are.</param>
/// <param name="Targets">Classes or targets, in the order of the columns.</param>
/// <param name="Device">Where it was computed.</param>
/// <param name="Metrics">Where labels are known.</param>
/// <param name="Remark">What was left out or filled in.</param>
internal sealed record PredictionSummary(
    string Model, string Network, string Data, int Rows, string? Output, IReadOnlyList<string> Targets, string Device,
    IReadOnlyDictionary<string, double>? Metrics, string? Remark);
