using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Tests.Reference;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Tasks;

/// <summary>The losses are PyTorch's, weighted and masked as the papers say.</summary>
public sealed class LossReferenceTests
{
    [Theory]
    [InlineData(TaskKind.TwoClasses, false)]
    [InlineData(TaskKind.TwoClasses, true)]
    [InlineData(TaskKind.ManyClasses, false)]
    [InlineData(TaskKind.ManyClasses, true)]
    [InlineData(TaskKind.Labels, false)]
    [InlineData(TaskKind.Labels, true)]
    [InlineData(TaskKind.Values, false)]
    public void Loss_is_that_of_the_reference(TaskKind kind, bool balanced)
    {
        using var scope = NewDisposeScope();
        var reference = ReferenceCase.Of(kind);
        using var task = Task(reference, kind, balanced);

        var loss = task.Loss(Outputs(reference), Rows(reference));

        ((double)loss.item<float>()).ShouldBe(reference.Losses[balanced ? "balanced" : "plain"], 1e-6);
    }

    [Theory]
    [InlineData(TaskKind.Labels)]
    [InlineData(TaskKind.Values)]
    public void A_missing_target_has_no_part_in_the_gradient(TaskKind kind)
    {
        using var scope = NewDisposeScope();
        var reference = ReferenceCase.Of(kind);
        using var task = Task(reference, kind, balanced: true);
        var outputs = Outputs(reference);
        outputs.requires_grad = true;

        task.Loss(outputs, Rows(reference)).backward();

        outputs.grad!.ToArray<float>().Select(slope => slope != 0).ShouldBe(reference.Known!);
    }

    private static LearningTask Task(ReferenceCase reference, TaskKind kind, bool balanced)
    {
        string[] names = [.. Enumerable.Range(0, Math.Max(2, reference.Columns)).Select(index => $"target {index}")];
        Targets targets = kind is TaskKind.Labels or TaskKind.Values
            ? new ValueTargets([.. reference.Targets], names, reference.Known)
            : new ClassTargets(reference.Classes, names);
        var shape = new DataShape([1], false, kind, reference.Columns);
        return LearningTask.Create(shape, targets, [.. Enumerable.Range(0, targets.Rows)], balanced, CPU);
    }

    private static Tensor Outputs(ReferenceCase reference) =>
        HostTensors.FromSpan<float>(reference.Outputs, reference.Outputs.Length / reference.Columns, reference.Columns);

    private static Tensor Rows(ReferenceCase reference) => arange(reference.Outputs.Length / reference.Columns, int64);
}
