using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
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

    /// <summary>Every metric that it may report, with its direction; which of them depends on the data's targets.</summary>
    public IReadOnlyList<Metric> Metrics { get; } = [.. Tasks.SelectMany(MetricCatalog.Of).DistinctBy(metric => metric.Name)];

    /// <summary>What a sweep's definition has to fit.</summary>
    public ModelWords Words { get; } = new(
        Name, [.. HyperParameters.Select(own => new HyperParameterWords(own.Allowed, own.Range, KeepsShape(own.Name)))],
        [.. Tasks.SelectMany(MetricCatalog.Of).DistinctBy(metric => metric.Name)
            .Select(metric => new MetricWords(metric.Name, metric.Direction, metric.Bounds.Least, metric.Bounds.Most))]);

    /// <summary>Finds a setting by name; null when there is none.</summary>
    public HyperParameter? Find(string hyperParameter) => HyperParameters.FirstOrDefault(own => own.Name == hyperParameter);

    /// <summary>Whether networks that differ in this setting alone have weights of the same shapes, so that one can go on from the
    /// other's.</summary>
    public static bool KeepsShape(string hyperParameter) =>
        TrainingHyperParameters.Names.Contains(hyperParameter) || hyperParameter.Contains("dropout", StringComparison.Ordinal)
            || hyperParameter == "leak";

    /// <summary>Which way a metric is better; null when the model never reports it.</summary>
    public Direction? DirectionOf(string metric) => Metrics.FirstOrDefault(own => own.Name == metric)?.Direction;
}
