using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;

namespace Orchestrator.Models.Catalog;

/// <summary>What a sweep file may say about a model, and what the model says of itself.</summary>
/// <param name="Name">What a sweep file calls it: lower case and dashes.</param>
/// <param name="Summary">One line for <c>--help</c>.</param>
/// <param name="Input">What its rows are made of.</param>
/// <param name="Tasks">What it can learn; the data's targets choose among them.</param>
/// <param name="HyperParameters">Its settings, the architecture's first, then those of training.</param>
/// <param name="DefaultSpace">What is searched where a sweep names no space.</param>
public sealed record ModelDescription(
    string Name,
    string Summary,
    InputKind Input,
    IReadOnlyList<TaskKind> Tasks,
    IReadOnlyList<HyperParameter> HyperParameters,
    SearchSpace DefaultSpace)
{
    /// <summary>What the dimensions of a row mean, such as <c>bins</c>, <c>marks</c>; empty = rows of any shape.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    /// <summary>Named settings, as the papers' tables of experiments have them.</summary>
    public IReadOnlyList<ModelVariant> Variants { get; init; } = [];

    /// <summary>Whether it learns its inputs first and the labels from their encodings: its network is an
    /// <see cref="IAutoencoder"/>.</summary>
    public bool IsAutoencoder { get; init; }

    /// <summary>Every metric of predictions that it may report, with its direction; which of them depends on the data's
    /// targets.</summary>
    public IReadOnlyList<Metric> Metrics => [.. Tasks.SelectMany(MetricCatalog.Of).DistinctBy(metric => metric.Name)];

    /// <summary>What a sweep's definition has to fit.</summary>
    public ModelWords Words => new(
        Name, [.. HyperParameters.Select(own => new HyperParameterWords(own.Allowed, own.Range, KeepsShape(own.Name)))],
        [
            .. Metrics.Select(metric =>
                new MetricWords(metric.Name, metric.Direction, metric.Bounds.Least, metric.Bounds.Most, EachEpoch: !IsAutoencoder)),
            .. IsAutoencoder ? [Reconstruction.Words] : Array.Empty<MetricWords>(),
        ]);

    /// <summary>Finds a setting by name; null when there is none.</summary>
    public HyperParameter? Find(string hyperParameter) => HyperParameters.FirstOrDefault(own => own.Name == hyperParameter);

    /// <summary>Whether networks that differ in this setting alone have weights of the same shapes, so that one can go on from the
    /// other's.</summary>
    public static bool KeepsShape(string hyperParameter) =>
        TrainingHyperParameters.Names.Contains(hyperParameter) || hyperParameter.Contains("dropout", StringComparison.Ordinal)
            || hyperParameter == "leak" || hyperParameter.StartsWith(ForestHyperParameters.Prefix, StringComparison.Ordinal);

    /// <summary>Which way a metric is better; null when the model never reports it.</summary>
    public Direction? DirectionOf(string metric) => Words.Metrics.FirstOrDefault(own => own.Name == metric)?.Direction;

    /// <summary>The metrics that it reports where the data's targets are of a kind, by name.</summary>
    public IEnumerable<string> MetricsOf(TaskKind task) =>
        [.. MetricCatalog.Of(task).Select(metric => metric.Name), .. IsAutoencoder ? [Reconstruction.Name] : Array.Empty<string>()];
}
