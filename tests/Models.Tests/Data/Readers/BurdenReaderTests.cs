using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tests.Data.Readers;

public class BurdenReaderTests
{
    private static DataSet Read(string burden, string labels)
    {
        using var labelFile = new TemporaryFile(labels);
        using var file = new TemporaryFile(burden);
        return DataSetFormats.Read(new(file.Path, "burden", $"labels={Path.GetFileName(labelFile.Path)}"));
    }

    [Fact]
    public void Labels_are_joined_by_identifier_and_anything_but_0_and_1_is_missing()
    {
        var data = Read("b,3,0,1\na,0,2,0\n", "id,rif,inh\na,1,0\nc,0,0\nb,-1,1\n");
        data.RowNames.ShouldBe(["b", "a"]);
        ((FloatInputs)data.Inputs).Values.ShouldBe([3f, 0, 1, 0, 2, 0]);
        var targets = (ValueTargets)data.Targets;
        targets.Values.ShouldBe([0f, 1, 1, 0]);
        (targets.AreLabels, targets.IsKnown(0, 0), targets.IsKnown(1, 0)).ShouldBe((true, false, true));
    }

    [Theory]
    [InlineData("a,1\nb\n", "id,r,s\na,1,1\nb,0,0\n", "line 2: 1 cells; the first line has 2")]
    [InlineData("a,1\nb,x\n", "id,r,s\na,1,1\nb,0,0\n", "line 2: 'x' is not a finite number, in column 2")]
    [InlineData("a,1\nb,1\n", "id,r,s\na,1,1\n", "1 of the 2 rows")]
    [InlineData("a,1\n", "id,r,s\na,1,1\na,0,0\n", "line 3: 'a' stands on line 2 already")]
    [InlineData("a,1\n", "id,r,s\na,yes,1\n", "line 2, column r: 'yes' is not a finite number")]
    [InlineData("a,1\n", "id,r\na,NA\n", "line 2, column r: the label is missing")]
    [InlineData("", "id,r\na,1\n", "empty")]
    public void Mistakes_are_named_with_file_and_line(string burden, string labels, string expected) =>
        Should.Throw<DataFormatException>(() => Read(burden, labels)).Message.ShouldContain(expected);

    [SkippableFact]
    public void Real_gene_burdens_are_joined_to_real_labels()
    {
        var data =
            DataSetFormats.Read(
                new(RealData.Path("mtb_wdnn/gene_burden.csv.gz"), "burden",
                    "labels=labels_R1_S0_NA.csv; features=gene_burden_columns.txt"));
        (data.Rows, data.Inputs.RowLength).ShouldBe((3601, 48));
        ((ValueTargets)data.Targets).Names[1].ShouldBe("isoniazid");
    }
}
