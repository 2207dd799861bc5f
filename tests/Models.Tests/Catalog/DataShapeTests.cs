using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tests.Catalog;

public sealed class DataShapeTests
{
    private static readonly ModelDescription Sequences = ModelCatalog.Find("sequence-cnn");
    private static readonly ModelDescription Marks = ModelCatalog.Find("histone-cnn");

    [Fact]
    public void Two_classes_need_one_output_three_need_three()
    {
        DataShape.Of(Sequences, Dna(["ACGT", "CCGT"], "a", "b")).ShouldBe(new([4], false, TaskKind.TwoClasses, 1));
        DataShape.Of(Sequences, Dna(["ACGT", "ACG", "A"], "a", "b", "c")).ShouldBe(new([4], true, TaskKind.ManyClasses, 3));
    }

    [Fact]
    public void Each_value_needs_an_output() =>
        DataShape.Of(Marks,
            new DataSet(new FloatInputs(new float[24], [6, 2]), new ValueTargets([1, 2, 3, 4, 5, 6], ["x", "y", "z"]), ["r", "s"]))
            .ShouldBe(new([6, 2], false, TaskKind.Values, 3));

    [Fact]
    public void Data_of_the_wrong_kind_are_refused_with_both_kinds_named()
    {
        var numbers = new DataSet(new FloatInputs([1, 2], [2]), new ValueTargets([1], ["y"]), ["r"]);

        Should.Throw<DataMismatchException>(() => DataShape.Of(Sequences, numbers)).Message.ShouldContain("DNA sequences");
        Should.Throw<DataMismatchException>(() =>
            DataShape.Of(Marks, Dna(["ACGT", "CCGT"], "a", "b"))).Message.ShouldContain("takes numbers");
        Should.Throw<DataMismatchException>(() => DataShape.Of(Marks, numbers)).Message.ShouldContain("(bins, marks)");
        Should.Throw<DataMismatchException>(() =>
            DataShape.Of(Sequences, Dna(["ACGT", "CCGT"], "a", "a"))).Message.ShouldContain("nothing to learn");
    }

    private static DataSet Dna(string[] sequences, params string[] labels) =>
        new(SequenceInputs.Encode(sequences), ClassTargets.FromLabels(labels), [.. sequences.Select((_, row) => $"row {row}")]);
}
