using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;
using Orchestrator.Models.Tests.Data.Numpy;

namespace Orchestrator.Models.Tests.Data.Readers;

public class NpzReaderTests
{
    /// <summary>Two genes of three bins: id, five marks, expression.</summary>
    private static float[] TwoGenes => [
        7, 1, 2, 3, 4, 5, 0.5f, 7, 6, 7, 8, 9, 10, 0.5f, 7, 11, 12, 13, 14, 15, 0.5f,
        9, 0, 0, 0, 0, 1, 1.5f, 9, 0, 0, 0, 2, 0, 1.5f, 9, 0, 0, 3, 0, 0, 1.5f];

    [Fact]
    public void Marks_expression_and_gene_identifiers_are_separated()
    {
        using var file = new TemporaryFile(NpyBytes.Archive(("E123", NpyBytes.Of("<f4", "(2, 3, 7)", TwoGenes))));
        var data = DataSetFormats.Read(new(file.Path, "npz"));
        data.RowNames.ShouldBe(["7", "9"]);
        var inputs = data.Inputs.ShouldBeOfType<FloatInputs>();
        inputs.RowShape.ShouldBe([3, 5]);
        inputs.Row(0).ToArray().ShouldBe(Enumerable.Range(1, 15).Select(value => (float)value));
        var targets = data.Targets.ShouldBeOfType<ValueTargets>();
        targets.Values.ShouldBe([0.5f, 1.5f]);
        targets.AreLabels.ShouldBeFalse();
    }

    [Theory]
    [InlineData(7, 8f, "row 0")]
    [InlineData(41, 1f, "row 1")]
    [InlineData(41, float.NaN, "row 1")]
    public void A_gene_whose_identifier_or_expression_varies_is_refused(int index, float value, string expected)
    {
        var values = TwoGenes;
        values[index] = value;
        using var file = new TemporaryFile(NpyBytes.Archive(("E123", NpyBytes.Of("<f4", "(2, 3, 7)", values))));
        Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(file.Path, "npz"))).Message.ShouldContain(expected);
    }

    [Fact]
    public void An_evaluation_array_without_expression_is_refused_with_the_reason()
    {
        using var file = new TemporaryFile(NpyBytes.Archive(("E123", NpyBytes.Of("<f4", "(1, 2, 6)", new float[12]))));
        Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(file.Path, "npz"))).Message.ShouldContain("name the training file");
    }

    [SkippableTheory]
    [InlineData(null)]
    [InlineData("E123")]
    [InlineData("E003")]
    public void Real_histone_counts_are_read(string? key)
    {
        var data = DataSetFormats.Read(new(RealData.Path("histone_deepdiff/train.npz"), "npz", key));
        data.Rows.ShouldBe(400);
        data.Inputs.RowShape.ShouldBe([100, 5]);
        ((FloatInputs)data.Inputs).FeatureNames.ShouldBe(["H3K4me3", "H3K4me1", "H3K36me3", "H3K9me3", "H3K27me3"]);
        data.RowNames.Distinct().Count().ShouldBe(400);
        var expression = ((ValueTargets)data.Targets).Values;
        expression.ShouldAllBe(level => level >= 0 && level < 20);
        expression.Distinct().Count().ShouldBeGreaterThan(100);
    }
}
