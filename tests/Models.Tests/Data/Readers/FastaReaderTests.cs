using System.Text;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tests.Data.Readers;

public class FastaReaderTests
{
    private const string TwoRecords = ">a label=yes source=x\nACG\nT\n\n>b label=no\r\ngnR\r\n";

    [Fact]
    public void Sequences_run_over_lines_and_are_padded_with_a_code_of_their_own()
    {
        using var file = new TemporaryFile(TwoRecords);
        var data = DataSetFormats.Read(new(file.Path, "fasta"));
        data.RowNames.ShouldBe(["a", "b"]);
        var inputs = data.Inputs.ShouldBeOfType<SequenceInputs>();
        inputs.Codes(0).ToArray().ShouldBe(new byte[] { 0, 1, 2, 3 });
        inputs.Codes(1).ToArray().ShouldBe(new byte[] { 2, 4, 4, 5 });
        inputs.LengthOf(1).ShouldBe(3);

        var codes = new long[4];
        inputs.CopyCodes([1], codes);
        codes.ShouldBe([2L, 4, 4, 5]);
        var oneHot = new float[16];
        inputs.CopyRows([1], oneHot);
        oneHot.ShouldBe([0, 0, 1, 0, .25f, .25f, .25f, .25f, .25f, .25f, .25f, .25f, 0, 0, 0, 0]);
    }

    [Fact]
    public void Classes_are_numbered_by_name_whatever_the_order_of_the_records()
    {
        using var file = new TemporaryFile(TwoRecords);
        var targets = DataSetFormats.Read(new(file.Path, "fasta")).Targets.ShouldBeOfType<ClassTargets>();
        targets.Names.ShouldBe(["no", "yes"]);
        targets.Classes.ShouldBe([1, 0]);
    }

    [Fact]
    public void The_key_names_another_field()
    {
        using var file = new TemporaryFile(">a source=x\nACGT\n");
        ((ClassTargets)DataSetFormats.Read(new(file.Path, "fasta", "source")).Targets).Names.ShouldBe(["x"]);
    }

    [Fact]
    public void A_gzipped_file_reads_the_same()
    {
        using var file = TemporaryFile.Gzipped(Encoding.ASCII.GetBytes(TwoRecords));
        DataSetFormats.Read(new(file.Path, "fasta")).RowNames.ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("ACGT\n", "line 1", "'>' header")]
    [InlineData(">a label=x\nACGT\n>b\nACGT\n", "line 3", "label=")]
    [InlineData(">a label=x\nACGT\nAC-T\n", "line 3", "'-' is not a nucleotide")]
    [InlineData(">a label=x\n>b label=y\nACGT\n", "line 1", "'a' has no sequence")]
    [InlineData(">\nACGT\n", "line 1", "names no sequence")]
    public void Mistakes_are_named_with_their_line(string text, string line, string problem)
    {
        using var file = new TemporaryFile(text);
        var failure = Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(file.Path, "fasta")));
        failure.Place.ShouldBe(line);
        failure.Message.ShouldContain(problem);
        failure.Message.ShouldStartWith(file.Path);
    }

    [Fact]
    public void An_empty_file_a_cut_gzip_a_missing_file_and_an_unknown_format_are_refused()
    {
        using var empty = new TemporaryFile("");
        Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(empty.Path, "fasta"))).Message.ShouldContain("no sequence");
        using var whole = TemporaryFile.Gzipped(Encoding.ASCII.GetBytes(TwoRecords));
        using var cut = new TemporaryFile(File.ReadAllBytes(whole.Path)[..30]);
        Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(cut.Path, "fasta")));
        Should.Throw<DataFormatException>(() => DataSetFormats.Read(new("/no/such/file", "fasta"))).Message.ShouldContain("no such file");
        Should.Throw<DataFormatException>(() =>
            DataSetFormats.Read(new(empty.Path, "fast"))).Message.ShouldContain("Did you mean 'fasta'?");
    }

    [SkippableFact]
    public void Real_splice_junctions_are_read()
    {
        var data = DataSetFormats.Read(new(RealData.Path("statlog_dna/dna.fasta"), "fasta", "class"));
        data.Rows.ShouldBe(3186);
        data.Inputs.RowShape.ShouldBe([60, 4]);
        var targets = (ClassTargets)data.Targets;
        targets.Names.ShouldBe(["ei", "ie", "n"]);
        targets.Counts().ShouldBe([767, 765, 1654]);

        // A donor site begins with GT at 31-32 in 759 of the 767, counted on the data by other software.
        var inputs = (SequenceInputs)data.Inputs;
        Enumerable.Range(0, data.Rows).Count(row => targets.Classes[row] == 0 && inputs.Codes(row)[30..32] is [2, 3]).ShouldBe(759);
    }
}
