using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Tests.Reference;

namespace Orchestrator.Models.Tests.Metrics;

/// <summary>Every metric of the catalogue is scikit-learn's or SciPy's.</summary>
public sealed class MetricReferenceTests
{
    public static TheoryData<TaskKind> Kinds => [.. Enum.GetValues<TaskKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void Metrics_are_those_of_the_reference(TaskKind kind)
    {
        var reference = ReferenceCase.Of(kind);

        var measured = MetricCatalog.Measure(kind, reference.Predictions(kind));

        measured.Keys.ShouldBe(reference.Metrics.Keys, ignoreOrder: true); // none without a reference
        foreach (var (name, value) in measured)
        {
            value.ShouldBe(reference.Metrics[name], 1e-7, name);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void So_are_they_of_each_class_or_target(TaskKind kind)
    {
        var reference = ReferenceCase.Of(kind);

        var each = MetricCatalog.Of(kind).ToDictionary(metric => metric.Name, metric => metric.Each(reference.Predictions(kind)));

        each.Where(pair => pair.Value.Count > 0).Select(pair => pair.Key).ShouldBe(reference.Each.Keys, ignoreOrder: true);
        foreach (var (name, values) in reference.Each)
        {
            each[name].ShouldBe(values, 1e-7, name);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Selected_rows_are_measured_alone(TaskKind kind)
    {
        var predictions = ReferenceCase.Of(kind).Predictions(kind);

        var twice = predictions.Select([.. Enumerable.Range(0, 40).Reverse(), .. Enumerable.Range(0, 40)]);

        foreach (var (name, value) in MetricCatalog.Measure(kind, twice))
        {
            value.ShouldBe(MetricCatalog.Measure(kind, predictions)[name], 1e-9, name);
        }
    }
}
