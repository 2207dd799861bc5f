using Orchestrator.Models.Data;
using Orchestrator.Models.Tests.Data.Numpy;

namespace Orchestrator.Models.Tests.Data.Readers;

/// <summary>Rows that are only scored: labels are read where they are there, and missed nowhere.</summary>
public class ScoringReaderTests
{
    private static readonly TrainedColumns Genes = new(2, ["rpoB", "katG"], Labelled: false);

    private static readonly TrainedColumns Nameless = new(2, null, Labelled: false);

    [Fact]
    public void Sequences_need_no_labels()
    {
        var data = Read("fasta", ">a\nACGT\n>b note=1\nAC\n");
        data.Targets.ShouldBeOfType<UnknownTargets>().Rows.ShouldBe(2);
        data.RowNames.ShouldBe(["a", "b"]);
        Read("fasta", ">a label=x\nACGT\n>b label=y\nAC\n").Targets.ShouldBeOfType<ClassTargets>().Names.ShouldBe(["x", "y"]);
    }

    [Theory]
    [InlineData(">a label=x\nACGT\n>b\nAC\n", "line 3: the header has no field 'label='")]
    [InlineData(">a\nACGT\n>b label=x\nAC\n", "line 3: this header has a field 'label='")]
    [InlineData(">a\nACXT\n", "line 2: 'X' is not a nucleotide")]
    public void Half_labelled_or_wrong_sequences_are_refused(string fasta, string expected) =>
        Should.Throw<DataFormatException>(() => Read("fasta", fasta)).Message.ShouldContain(expected);

    [Theory]
    [InlineData("rpoB,katG\n1,2\n3,4\n")]
    [InlineData("katG,rpoB\n2,1\n4,3\n")]
    [InlineData("id,katG,rpoB\nx,2,1\ny,4,3\n")]
    [InlineData("isolate no.,rpoB,katG\n17,1,2\n18,3,4\n")]
    public void Columns_are_found_by_the_names_that_the_network_was_trained_on(string table)
    {
        var data = Read("csv", table, Genes);
        ((FloatInputs)data.Inputs).Values.ShouldBe([1f, 2, 3, 4]);
        data.Targets.ShouldBeOfType<UnknownTargets>();
    }

    [Theory]
    [InlineData("rpoB,katG,resistant\n1,2,yes\n3,4,no\n", null)] // the last column, as in training
    [InlineData("label,rpoB,katG\nyes,1,2\nno,3,4\n", null)]
    [InlineData("id,drug,rpoB,katG\na,yes,1,2\nb,no,3,4\n", "drug")]
    public void Labels_of_a_table_are_read_where_they_are_there(string table, string? key)
    {
        var data = Read("csv", table, Genes, key);
        ((FloatInputs)data.Inputs).Values.ShouldBe([1f, 2, 3, 4]);
        var classes = data.Targets.ShouldBeOfType<ClassTargets>();
        classes.Classes.Select(index => classes.Names[index]).ShouldBe(["yes", "no"]);
    }

    [Fact]
    public void An_empty_label_column_is_none()
    {
        Read("csv", "rpoB,katG,label\n1,2,\n3,4,NA\n", Genes).Targets.ShouldBeOfType<UnknownTargets>();
        Should.Throw<DataFormatException>(() =>
            Read("csv", "rpoB,katG,label\n1,2,yes\n3,4,\n", Genes)).Message.ShouldContain("line 3, column label: the label is missing");
    }

    [Theory]
    [InlineData("rpoB\n1\n", "line 1: there is no column 'katG', which the network takes")]
    [InlineData("gyrA,gyrB\n1,2\n", "there is no column 'rpoB', which the network takes, and 1 more are absent")]
    [InlineData("rpoB,katG,gyrA,label\n1,2,3,yes\n", "line 1: the column 'gyrA' is not one of the 2")]
    [InlineData("rpoB,katG\n1,two\n", "line 2, column katG: 'two' is not a finite number")]
    [InlineData("rpoB,katG\n1,2\n1\n", "line 3: 1 cells under a header of 2")]
    public void A_table_with_other_columns_is_refused(string table, string expected) =>
        Should.Throw<DataFormatException>(() => Read("csv", table, Genes)).Message.ShouldContain(expected);

    [Fact]
    public void A_key_that_was_given_has_to_be_there() =>
        Should.Throw<DataFormatException>(() =>
            Read("csv", "rpoB,katG\n1,2\n", Genes with { Labelled = true }, "drug")).Message.ShouldContain("there is no column 'drug'");

    [Fact]
    public void A_table_of_sequences_needs_no_labels()
    {
        var data = Read("csv", "id,sequence\na,ACGT\nb,AC\n");
        data.Inputs.ShouldBeOfType<SequenceInputs>().Rows.ShouldBe(2);
        data.Targets.ShouldBeOfType<UnknownTargets>();
        data.RowNames.ShouldBe(["a", "b"]);
        Read("csv", "sequence,kind\nACGT,x\nAC,y\n").Targets.ShouldBeOfType<ClassTargets>();
    }

    [Fact]
    public void Counts_and_variants_need_no_labels()
    {
        Read("burden", "a,1,2\nb,3,4\n").ShouldSatisfyAllConditions(
            data => data.RowNames.ShouldBe(["a", "b"]), data => data.Targets.ShouldBeOfType<UnknownTargets>());
        var list = Read("variants", "sample,variant\nb,x\na,y\nb,y\n");
        list.RowNames.ShouldBe(["b", "a"]);
        ((SparseInputs)list.Inputs).ToDense().Values.ShouldBe([1f, 1, 0, 1]);
        Read("vcf", "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n1\t10\t.\tA\tC\t.\t.\t.\tGT\t1\t0\n")
            .ShouldSatisfyAllConditions(
            data => data.RowNames.ShouldBe(["a", "b"]), data => data.Targets.ShouldBeOfType<UnknownTargets>());
    }

    [Fact]
    public void Marks_without_expression_are_scored()
    {
        float[] gene = [7, 1, 2, 3, 4, 5, 7, 6, 7, 8, 9, 10]; // identifier and five marks, two bins
        using var file = new TemporaryFile(NpyBytes.Archive(("E123", NpyBytes.Of("<f4", "(1, 2, 6)", gene))), ".npz");
        var data = DataSetFormats.ReadToScore(new(file.Path, "npz"), Nameless);
        ((FloatInputs)data.Inputs).Values.ShouldBe([1f, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        data.Targets.ShouldBeOfType<UnknownTargets>();
        data.RowNames.ShouldBe(["7"]);
    }

    [Fact]
    public void A_table_as_wide_as_the_network_holds_no_target()
    {
        using var file = new TemporaryFile(NpyBytes.Of("<f4", "(2, 2)", [1f, 2, 3, 4]), ".npy");
        var wide = DataSetFormats.ReadToScore(new(file.Path, "npy"), Nameless);
        ((FloatInputs)wide.Inputs).Values.ShouldBe([1f, 2, 3, 4]);
        wide.Targets.ShouldBeOfType<UnknownTargets>();
        DataSetFormats.ReadToScore(new(file.Path, "npy"), Nameless with { Columns = 1 }).Targets.ShouldBeOfType<ClassTargets>();
    }

    private static DataSet Read(string format, string text, TrainedColumns? trained = null, string? key = null)
    {
        using var file = new TemporaryFile(text);
        return DataSetFormats.ReadToScore(new(file.Path, format, key), trained ?? Nameless);
    }
}
