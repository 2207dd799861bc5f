using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;

namespace Orchestrator.Models.Tests.Architectures;

/// <summary>Parameter counts of the published shapes; where no paper gives one, that of the same definition in PyTorch.</summary>
public sealed class ParameterCountTests
{
    [Fact]
    public void Histone_cnn_has_the_published_28221() => Count("histone-cnn", new([100, 5], false, TaskKind.Values, 1)).ShouldBe(28_221);

    [Fact]
    public void Sequence_bilstm_has_as_many_as_in_pytorch() =>
        // Embedding(6, 50), LSTM(50, 62, bidirectional), LSTM(124, 62, bidirectional), Linear(124, 1)
        Count("sequence-bilstm", new([571], true, TaskKind.TwoClasses, 1)).ShouldBe(300 + 56_544 + 93_248 + 125);

    [Fact]
    public void Sequence_cnn_has_as_many_as_in_pytorch() =>
        // Conv1d(4, 32, 7), Linear(32 * 30, 64), Linear(64, 3)
        Count("sequence-cnn", new([60], false, TaskKind.ManyClasses, 3)).ShouldBe(928 + 61_504 + 195);

    [Fact]
    public void Superq_has_as_many_as_its_layers() =>
        // Conv1d(4, 64, 9), LSTM(64, 64, bidirectional), Linear(30 * 128, 500), Linear(500, 60 * 4)
        Count("superq", new([60], false, TaskKind.ManyClasses, 3)).ShouldBe(2_368 + 66_560 + 1_920_500 + 120_240);

    [Fact]
    public void So_has_superq_with_the_settings_of_its_paper() =>
        // Conv1d(4, 320, 26), LSTM(320, 320, bidirectional), Linear(75 * 640, 500), Linear(500, 4000)
        Count("superq-paper", new([1000], false, TaskKind.Labels, 919)).ShouldBe(33_600 + 1_643_520 + 24_000_500 + 2_004_000);

    // The other definitions, written down in PyTorch 1.13, have these counts there.
    [Theory]
    [InlineData("danq", TaskKind.Labels, 46_929_039, 919, 1000)]
    [InlineData("deepchrome", TaskKind.TwoClasses, 644_051, 1, 100, 5)]
    [InlineData("histone-gru", TaskKind.Values, 14_621, 1, 100, 5)]
    [InlineData("wdnn", TaskKind.Labels, 195_477, 11, 222)]
    [InlineData("lrcn", TaskKind.Labels, 1_128_500, 12, 3967)]
    [InlineData("lrcn-wdnn", TaskKind.Labels, 2_485_556, 12, 3967)]
    [InlineData("linear", TaskKind.Labels, 2_453, 11, 222)]
    [InlineData("mlp", TaskKind.Labels, 14_987, 11, 222)]
    [InlineData("variation", TaskKind.TwoClasses, 20_401, 1, 1024)]
    public void Others_have_as_many_as_in_pytorch(string model, TaskKind task, long parameters, int outputs, params int[] row) =>
        Count(model, new(row.ToEquatableList(), false, task, outputs)).ShouldBe(parameters);

    private static long Count(string model, DataShape shape)
    {
        using var network = ModelCatalog.Create(model, new(ModelCatalog.Find(model), Configuration.Empty, Configuration.Empty), shape);
        return NetworkState.ParameterCount(network);
    }
}
