using Orchestrator.Contracts.Definitions;
using Orchestrator.Models;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Plugins.Adapters;

namespace Orchestrator.Plugins.Tests;

/// <summary>Metrics of plug-ins beside those of the program.</summary>
public sealed class MetricTests : PluginTest
{
    // Of all three kinds: rows, and what was predicted of the first.
    private const string Code = """
        public sealed class M : IClassMetric, ILabelMetric, IValueMetric
        {
            public string Name => "first";
            public string Summary => "of the first row";
            public bool LargerIsBetter => true;
            public double Least => -100;
            public double Of(IClassPredictions p) => p.Rows * 10 + p.Predicted(0) + (p.Truth(0) == 1 ? 0.5 : 0) + p.Classes * 1000;
            public double Of(ILabelPredictions p) => p.Rows * 10 + p.Column(p.Columns - 1).First().LogOdds;
            public double Of(IValuePredictions p) => p.Column(0).First().Predicted - p.Column(0).First().Truth;
        }
        """;

    [Fact]
    public void It_is_measured_for_each_kind_of_predictions_and_may_be_an_objective_of_any_model()
    {
        Load("demo", Code);
        MetricCatalog.Measure(TaskKind.TwoClasses, ClassPredictions.FromLogits([3, -1], [1, 0]))["first"].ShouldBe(2021.5);
        MetricCatalog.Measure(TaskKind.Labels, new LabelPredictions([1, 2], [0, 1], 2))["first"].ShouldBe(12);
        MetricCatalog.Measure(TaskKind.Values, new ValuePredictions([5], [3]))["first"].ShouldBe(2);
        var model = ModelCatalog.Find("mlp");
        model.DirectionOf("first").ShouldBe(Direction.Maximize);
        model.Words.Metrics.Single(metric => metric.Name == "first").Least.ShouldBe(-100);
    }

    [Fact]
    public void What_it_throws_names_it()
    {
        Load("demo", Code.Replace("p.Rows * 10 + p.Predicted(0)", "p.Truth(p.Rows)"));
        Should.Throw<PluginFailedException>(() => MetricCatalog.Measure(TaskKind.TwoClasses, ClassPredictions.FromLogits([3, -1], [1, 0])))
            .Message.ShouldStartWith("The metric 'first' of the plug-in demo failed: IndexOutOfRangeException:");
    }
}
