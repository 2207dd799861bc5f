using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tests.Data.Readers;

public class VariantReaderTests
{
    private const string Labels = "sample,resistant\nb,yes\na,no\nc,no\n";

    private const string Vcf = """
        ##fileformat=VCFv4.2
        #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	a	b	c
        1	10	.	A	C,G	.	.	.	GT	1/2	0|0	./.
        1	20	.	T	TA	.	.	.	GT:DP	0:3	1:5	.
        1	30	.	T	.	.	.	.	GT	0	0	0
        """;

    private static DataSet Read(string format, string text, string labels = Labels)
    {
        using var labelFile = new TemporaryFile(labels);
        using var file = TemporaryFile.Gzipped(System.Text.Encoding.UTF8.GetBytes(text));
        return DataSetFormats.Read(new(file.Path, format, $"labels={Path.GetFileName(labelFile.Path)}#resistant"));
    }

    [Fact]
    public void Alternative_alleles_are_columns_and_labels_are_joined_by_sample()
    {
        var data = Read("vcf", Vcf);
        data.RowNames.ShouldBe(["a", "b", "c"]);
        var inputs = (SparseInputs)data.Inputs;
        inputs.FeatureNames.ShouldBe(["1:10:A>C", "1:10:A>G", "1:20:T>TA"]);
        inputs.ToDense().Values.ShouldBe([1f, 1, 0, 0, 0, 1, 0, 0, 0]);
        ((ClassTargets)data.Targets).Classes.ShouldBe([0, 1, 0]);
    }

    [Fact]
    public void A_list_of_variants_has_the_rows_of_its_labels()
    {
        var data = Read("variants", "sample\tvariant\na\tx\nb\ty\na\ty\na\tx\n");
        data.RowNames.ShouldBe(["b", "a", "c"]);
        ((SparseInputs)data.Inputs).ToDense().Values.ShouldBe([0f, 1, 1, 1, 0, 0]);
        ((ClassTargets)data.Targets).Classes.ShouldBe([1, 0, 0]);
    }

    [Theory]
    [InlineData("vcf", "1\t10\t.\tA\tC\n", "line 1: there is no '#CHROM' header")]
    [InlineData("vcf", "#CHROM\tP\tI\tR\tA\tQ\tF\tI\tF\ta\n1\t1\t.\tA\tC\t.\t.\t.\tGT\t2\n", "line 2: the genotype '2'")]
    [InlineData("vcf", "#CHROM\tP\tI\tR\tA\tQ\tF\tI\tF\ta\n1\t1\t.\tA\tC\t.\t.\t.\tDP\t2\n", "line 2: the FORMAT is 'DP'")]
    [InlineData("vcf", "#CHROM\tP\tI\tR\tA\tQ\tF\tI\tF\ta\n1\t1\t.\n", "line 2: 3 cells; the header has 10")]
    [InlineData("vcf", "#CHROM\tP\tI\tR\tA\tQ\tF\tI\tF\tz\n1\t1\t.\tA\tC\t.\t.\t.\tGT\t1\n", "1 of the 1 rows")]
    [InlineData("variants", "sample,variant\nz,x\n", "line 2: the sample 'z'")]
    [InlineData("variants", "sample,variant\na,x,y\n", "line 2: 3 cells")]
    [InlineData("variants", "sample,variant\n", "no variant")]
    public void Mistakes_are_named_with_their_line(string format, string text, string expected) =>
        Should.Throw<DataFormatException>(() => Read(format, text)).Message.ShouldContain(expected);
}
