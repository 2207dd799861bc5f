using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tests.Data.Readers;

public class DeepSeaReaderTests
{
    /// <summary>
    /// Two files of the same three rows, AGCT..., NNNN... and a row of mixed bases, five bases and two targets each, written by the HDF5
    /// library: in one the rows run along the last axis, in the other along the first.
    /// </summary>
    [Theory]
    [InlineData("deepsea_rows_last.h5")]
    [InlineData("deepsea_rows_first.h5")]
    public void Both_orientations_read_the_same(string name)
    {
        var path = RealData.OfRepository("tests/Models.Tests/Data/Readers/" + name);
        var data = DataSetFormats.Read(new(path, "deepsea"));
        var inputs = (SequenceInputs)data.Inputs;
        inputs.Codes(0).ToArray().ShouldBe(new byte[] { 0, 2, 1, 3, 0 });
        inputs.Codes(1).ToArray().ShouldBe(new byte[] { 4, 4, 4, 4, 4 });
        inputs.Codes(2).ToArray().ShouldBe(new byte[] { 3, 3, 2, 0, 1 });
        var targets = (ValueTargets)data.Targets;
        targets.Values.ShouldBe([1f, 0, 0, 0, 1, 1]);
        targets.AreLabels.ShouldBeTrue();
        DataSetFormats.Read(new(path, "deepsea", "rows=2")).Rows.ShouldBe(2);
        Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(path, "deepsea", "first"))).Message.ShouldContain("rows=N");
    }

    [SkippableFact]
    public void Inputs_without_targets_are_refused()
    {
        var path = RealData.Path("danq_example/example.h5");
        Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(path, "deepsea"))).Message.ShouldContain("no array 'testdata'");
    }
}
