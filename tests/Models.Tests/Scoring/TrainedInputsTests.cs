using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Data;
using Orchestrator.Models.Scoring;
using Orchestrator.Models.Training;

namespace Orchestrator.Models.Tests.Scoring;

/// <summary>New rows take the form of the training rows, or are refused by name.</summary>
public class TrainedInputsTests
{
    [Fact]
    public void Shorter_sequences_are_padded_where_the_network_knows_padding()
    {
        var inputs = (SequenceInputs)Of(Sequences(6, padded: true), SequenceInputs.Encode(["ACGT", "AC"]));
        (inputs.Length, inputs.LengthOf(0), inputs.LengthOf(1)).ShouldBe((6, 4, 2));
    }

    [Theory]
    [InlineData(true, "ACGTACG", "row 2 ('r1'): the sequence has 7 bases; the longest that the network was trained on has 6")]
    [InlineData(false, "ACG", "row 2 ('r1'): the sequence has 3 bases; all that the network was trained on have 6")]
    public void Sequences_of_another_length_are_refused(bool padded, string second, string expected) =>
        Should.Throw<DataFormatException>(() =>
            Of(Sequences(6, padded), SequenceInputs.Encode(["ACGTAC", second]))).Message.ShouldContain(expected);

    [Fact]
    public void Rows_of_another_kind_or_width_are_refused()
    {
        Should.Throw<DataFormatException>(() =>
            Of(Sequences(6, padded: true), new FloatInputs([1, 2], [2]))).Message.ShouldContain("takes DNA sequences");
        Should.Throw<DataFormatException>(() => Of(Numbers(2), SequenceInputs.Encode(["ACGT"]))).Message.ShouldContain("takes numbers");
        Should.Throw<DataFormatException>(() =>
            Of(Numbers(2), new FloatInputs([1, 2, 3], [3]))).Message.ShouldContain("of shape (3); the network was trained on (2)");
        Should.Throw<DataFormatException>(() =>
            Of(Numbers(2), new SparseInputs([0, 1], [2], null, 3))).Message.ShouldContain("of shape (3); the network was trained on (2)");
    }

    [Fact]
    public void Named_columns_are_brought_into_the_networks_order()
    {
        var network = Numbers(2, features: ["a", "b"]);
        ((FloatInputs)Of(network, new FloatInputs([1, 2, 3, 4], [2], ["b", "a"]))).Values.ShouldBe([2f, 1, 4, 3]);
        Should.Throw<DataFormatException>(() =>
            Of(network, new FloatInputs([1, 2], [2], ["b", "c"]))).Message.ShouldContain("the column 'c' is not one of the 2");
    }

    [Fact]
    public void Variants_are_found_by_name_and_those_that_nobody_carries_are_0()
    {
        var network = Numbers(3, features: ["x", "y", "z"], variants: [0, 4, 9], columns: 12);
        var called = new SparseInputs([0, 2, 3], [0, 2, 1], null, 3, ["z", "new", "x"]);
        var inputs = new TrainedInputs(network, "new.vcf", namesWhatIsThere: true);
        ((SparseInputs)inputs.Of(called, ["r0", "r1"])).ToDense().Values.ShouldBe([1f, 0, 1, 0, 0, 0]);
        inputs.Remark.ShouldNotBeNull().ShouldContain("Of the network's 3 columns 1 are not in new.vcf");
        Should.Throw<DataFormatException>(() =>
            inputs.Of(new SparseInputs([0, 1], [0], null, 1, ["new"]), ["r0"])).Message.ShouldContain("none of its 1 columns");
    }

    [Fact]
    public void Of_a_nameless_matrix_the_networks_columns_are_taken()
    {
        var network = Numbers(2, variants: [0, 3], columns: 4);
        ((SparseInputs)Of(network, new SparseInputs([0, 2], [1, 3], null, 4))).ToDense().Values.ShouldBe([0f, 1]);
        Should.Throw<DataFormatException>(() =>
            Of(network, new SparseInputs([0, 1], [1], null, 5))).Message.ShouldContain("of shape (5); the network was trained on (4)");
    }

    [Fact]
    public void Labels_take_the_order_of_the_outputs()
    {
        var classes = Numbers(2) with { Targets = ["b", "c", "d"] };
        var own = (ClassTargets)new TrainedTargets(classes, "new.csv").Of(ClassTargets.FromLabels(["d", "b"]))!;
        own.Classes.ShouldBe([2, 0]);
        new TrainedTargets(classes, "new.csv").Of(new UnknownTargets(2)).ShouldBeNull();
        Should.Throw<DataFormatException>(() =>
            new TrainedTargets(classes, "new.csv").Of(ClassTargets.FromLabels(["e"]))).Message.ShouldContain("the class 'e' is not one");

        var values = classes with { Targets = ["height"], Shape = classes.Shape with { Task = TaskKind.Values, Outputs = 1 } };
        // Whole numbers alone look like classes.
        ((ValueTargets)new TrainedTargets(values, "new.csv").Of(ClassTargets.FromLabels(["3", "5"]))!).Values.ShouldBe([3f, 5]);
        Should.Throw<DataFormatException>(() =>
            new TrainedTargets(values, "new.csv").Of(ClassTargets.FromLabels(["tall"]))).Message.ShouldContain("'tall' is not a number");

        var labels = classes with { Targets = ["INH", "RIF"], Shape = classes.Shape with { Task = TaskKind.Labels, Outputs = 2 } };
        var turned = (ValueTargets)new TrainedTargets(labels, "new.csv").Of(new ValueTargets([1, 0], ["RIF", "INH"], [true, false]))!;
        (turned.Values[1], turned.IsKnown(0, 0), turned.IsKnown(0, 1)).ShouldBe((1f, false, true));
    }

    private static Inputs Of(SavedModel saved, Inputs inputs) =>
        new TrainedInputs(saved, "new.csv", namesWhatIsThere: false).Of(inputs,
            [.. Enumerable.Range(0, inputs.Rows).Select(row => $"r{row}")]);

    private static SavedModel Sequences(int length, bool padded) =>
        new("sequence-cnn", Configuration.Empty, Configuration.Empty, new([length], padded, TaskKind.TwoClasses, 1), ["no", "yes"]);

    private static SavedModel Numbers(int width, string[]? features = null, int[]? variants = null, int? columns = null) =>
        new("mlp", Configuration.Empty, Configuration.Empty, new([width], false, TaskKind.ManyClasses, 3), ["a", "b", "c"], variants,
            new("csv", null, null, columns ?? width, features));
}
