namespace Orchestrator.Contracts.Validation;

/// <summary>A model, as far as a definition has to fit it.</summary>
/// <param name="Name">What definitions call it.</param>
/// <param name="HyperParameters">Its settings.</param>
/// <param name="Metrics">What it may report.</param>
public sealed record ModelWords(string Name, IReadOnlyList<HyperParameterWords> HyperParameters, IReadOnlyList<MetricWords> Metrics)
{
    /// <summary>The setting of that name; null when there is none.</summary>
    public HyperParameterWords? Find(string name) => HyperParameters.FirstOrDefault(own => own.Name == name);
}
