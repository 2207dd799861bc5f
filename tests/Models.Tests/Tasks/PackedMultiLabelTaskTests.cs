using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Tasks;

public sealed class PackedMultiLabelTaskTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Packed_labels_have_the_loss_and_the_metrics_of_labels_as_numbers(bool balanced)
    {
        using var scope = NewDisposeScope();
        var (rows, columns, random) = (37, 11, new Random(4));
        var values = Enumerable.Range(0, rows * columns).Select(_ => (float)random.Next(2)).ToArray();
        var bits = new byte[rows * ValueTargets.BytesOfRow(columns)];
        for (var i = 0; i < values.Length; i++)
        {
            bits[i / columns * 2 + i % columns / 8] |= (byte)((int)values[i] << (i % columns % 8));
        }

        string[] names = [.. Enumerable.Range(0, columns).Select(i => $"t{i}")];
        var packed = ValueTargets.OfBits(bits, rows, names);
        packed.Values.ShouldBe(values);
        packed.Select([3, 3, 36]).Values.ShouldBe([.. values[33..44], .. values[33..44], .. values[396..]]);

        var shape = new DataShape([20], false, TaskKind.Labels, columns);
        int[] training = [.. Enumerable.Range(0, 30)], batch = [5, 0, 36, 12];
        using var own = LearningTask.Create(shape, packed, training, balanced, CPU).ShouldBeOfType<PackedMultiLabelTask>();
        using var other = LearningTask.Create(shape, new ValueTargets(values, names), training, balanced, CPU)
            .ShouldBeOfType<MultiLabelTask>();
        float[] outputs = [.. Enumerable.Range(0, batch.Length * columns).Select(_ => (float)(random.NextDouble() - 0.5))];
        var tensor = HostTensors.FromSpan<float>(outputs, batch.Length, columns);
        var numbers = HostTensors.FromSpan<int>(batch).to(int64);
        own.Loss(tensor, numbers).item<float>().ShouldBe(other.Loss(tensor, numbers).item<float>());
        own.Measure(outputs, batch).ShouldBe(other.Measure(outputs, batch));
    }
}
