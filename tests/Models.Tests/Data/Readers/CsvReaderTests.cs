using System.Text;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tests.Data.Readers;

public class CsvReaderTests
{
    [Theory]
    [InlineData("id,x,y,label\na,1,2.5,no\nb,-3,1e2,yes\n")]
    [InlineData("id\tx\ty\tlabel\na\t1\t2.5\tno\nb\t-3\t1e2\tyes\n")]
    [InlineData("id;x;y;label\r\na;1;2.5;no\r\n\"b\";-3;1e2;yes\r\n")]
    public void Numbers_names_and_classes_are_read_whatever_the_separator(string text)
    {
        using var file = TemporaryFile.Gzipped(Encoding.UTF8.GetBytes(text));
        var data = DataSetFormats.Read(new(file.Path, "csv"));
        data.RowNames.ShouldBe(["a", "b"]);
        var inputs = (FloatInputs)data.Inputs;
        inputs.FeatureNames.ShouldBe(["x", "y"]);
        inputs.Values.ShouldBe([1, 2.5f, -3, 100]);
        ((ClassTargets)data.Targets).Names.ShouldBe(["no", "yes"]);
    }

    [Fact]
    public void A_label_with_fractions_is_a_value_and_an_ending_decides_otherwise()
    {
        using var file = new TemporaryFile("x,label,n\n1,0.5,3\n2,1.5,4\n");
        ((ValueTargets)DataSetFormats.Read(new(file.Path, "csv")).Targets).Values.ShouldBe([0.5f, 1.5f]);
        DataSetFormats.Read(new(file.Path, "csv", "n")).Targets.ShouldBeOfType<ClassTargets>();
        ((ValueTargets)DataSetFormats.Read(new(file.Path, "csv", "n:values")).Targets).Values.ShouldBe([3f, 4]);
        ((ClassTargets)DataSetFormats.Read(new(file.Path, "csv", "label:classes")).Targets).Names.ShouldBe(["0.5", "1.5"]);
    }

    [Fact]
    public void Several_labels_may_be_missing()
    {
        using var file = new TemporaryFile("id,x,rif,inh\na,1,1,NA\nb,0,,0\n");
        var targets = (ValueTargets)DataSetFormats.Read(new(file.Path, "csv", "rif,inh")).Targets;
        targets.Names.ShouldBe(["rif", "inh"]);
        targets.AreLabels.ShouldBeTrue();
        (targets.IsKnown(0, 0), targets.IsKnown(0, 1), targets.IsKnown(1, 0), targets.IsKnown(1, 1)).ShouldBe((true, false, false, true));
    }

    [Theory]
    [InlineData("x,label\n1,a\nfour,b\n", null, "line 3, column x", "'four' is not a finite number")]
    [InlineData("x,label\n1,a\n2\n", null, "line 3", "1 cells under a header of 2")]
    [InlineData("x,label\n1,a\n2,\n", null, "line 3, column label", "the label is missing")]
    [InlineData("x,label\n1,a\n", "lable", "line 1", "Did you mean 'label'?")]
    [InlineData("id,label\na,b\n", null, "line 1", "no column is left")]
    [InlineData("x,label\n", null, "line 2", "no row under the header")]
    [InlineData("sequence,label\nACGT,a\nAC*T,b\n", null, "line 3, column sequence", "'*' is not a nucleotide")]
    public void Mistakes_are_named_with_line_and_column(string text, string? key, string place, string problem)
    {
        using var file = new TemporaryFile(text);
        var failure = Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(file.Path, "csv", key)));
        failure.Place.ShouldBe(place);
        failure.Message.ShouldContain(problem);
    }

    [SkippableFact]
    public void Real_sequences_are_the_same_as_in_fasta()
    {
        var table = DataSetFormats.Read(new(RealData.Path("statlog_dna/dna_sequences.csv"), "csv", "class"));
        var fasta = DataSetFormats.Read(new(RealData.Path("statlog_dna/dna.fasta"), "fasta", "class"));
        table.RowNames.ShouldBe(fasta.RowNames);
        ((ClassTargets)table.Targets).Classes.ShouldBe(((ClassTargets)fasta.Targets).Classes);
        for (var row = 0; row < table.Rows; row++)
        {
            ((SequenceInputs)table.Inputs).Codes(row).SequenceEqual(((SequenceInputs)fasta.Inputs).Codes(row)).ShouldBeTrue();
        }
    }

    [SkippableFact]
    public void Real_mutations_of_tumours_are_read()
    {
        var data = DataSetFormats.Read(new(RealData.Path("tcga_mc3/top500_genes_binary.csv.gz"), "csv", "type"));
        data.Rows.ShouldBe(5920);
        data.Inputs.RowShape.ShouldBe([500]);
        data.RowNames[0].ShouldStartWith("TCGA-");
        ((ClassTargets)data.Targets).Names.Count.ShouldBe(25);
    }
}
