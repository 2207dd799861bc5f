using Orchestrator.Contracts.Collections;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Tasks;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Methods;

/// <summary>The sweep's objective on some rows, turned so that smaller is better: of each output by itself where the metric comes
/// apart.</summary>
internal sealed class MeasuredObjective : IDisposable
{
    private readonly InterpretedFold fold;
    private readonly LearningTask task;
    private readonly Metric metric;
    private readonly int[] rows;
    private readonly bool each;

    /// <param name="fold">Targets and objective.</param>
    /// <param name="rows">Row numbers in the data.</param>
    public MeasuredObjective(InterpretedFold fold, int[] rows)
    {
        (this.fold, this.rows) = (fold, rows);
        task = LearningTask.Create(fold.Network.Shape, fold.Data.Targets, [], balanced: false, CPU);
        metric = MetricCatalog.Of(fold.Network.Shape.Task).Single(own => own.Name == fold.Objective.Metric);
        var outputs = fold.Network.Shape.Outputs;
        each = outputs > 1 && task.MeasureEach(metric, new float[rows.Length * outputs], rows).Count == outputs;
        Names = each ? fold.OutputNames : [metric.Name];
    }

    /// <summary>What is measured: the outputs, or the metric of all.</summary>
    public EquatableList<string> Names { get; }

    /// <summary>The objective as a loss, as many as <see cref="Names"/>; NaN where it is undefined.</summary>
    /// <param name="outputs">(rows, outputs) of the network, before any sigmoid or softmax.</param>
    public double[] Losses(float[] outputs) => each
        ? [.. task.MeasureEach(metric, outputs, rows).Select(fold.Objective.AsLoss)]
        : [fold.Objective.AsLoss(task.Measure(metric, outputs, rows))];

    /// <inheritdoc />
    public void Dispose() => task.Dispose();
}
