using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tests.Data;

public class TestRowsByNameTests
{
    private static DataSet Read(string text, string test)
    {
        using var file = new TemporaryFile(text);
        using var tested = new TemporaryFile(test);
        return DataSetFormats.Read(new(file.Path, "csv", Test: new(tested.Path)));
    }

    [Fact]
    public void Columns_of_a_test_file_are_joined_by_name()
    {
        var data = Read("id,a,b,label\nr,1,2,x\ns,3,4,y\n", "id,b,a,label\nt,20,10,y\n");
        ((FloatInputs)data.Inputs).Values.ShouldBe([1, 2, 3, 4, 10, 20]);
        ((ClassTargets)data.Targets).Classes.ShouldBe([0, 1, 1]);
    }

    [Theory]
    [InlineData("id,a,c,label\nt,1,2,x\n", "it lacks b; only it has c")]
    [InlineData("id,a,b,c,label\nt,1,2,3,x\n", "only it has c")]
    [InlineData("id,a,label\nt,1,x\n", "it lacks b")]
    [InlineData("id,a,b,label\nt,1,2,0.5\n", "its targets are numbers, the data's classes")]
    public void Other_columns_are_named(string test, string problem) =>
        Should.Throw<DataFormatException>(() => Read("id,a,b,label\nr,1,2,x\ns,3,4,y\n", test)).Message.ShouldContain(problem);

    [Fact]
    public void Several_targets_are_joined_by_name()
    {
        using var file = new TemporaryFile("id,a,p,q\nr,1,0,1\ns,3,1,NA\n");
        using var tested = new TemporaryFile("id,q,p,a\nt,NA,1,5\n");
        var targets = (ValueTargets)DataSetFormats.Read(new(file.Path, "csv", "p,q", Test: new(tested.Path))).Targets;
        (targets[2, 0], targets.IsKnown(2, 0), targets.IsKnown(2, 1)).ShouldBe((1f, true, false));
    }

    [Fact]
    public void Variants_of_test_samples_are_joined_by_name_and_unknown_ones_are_told()
    {
        using var list = new TemporaryFile("sample,variant\ns0,v1\ns1,v2\n");
        using var labels = new TemporaryFile("sample,label\ns0,A\ns1,B\n");
        using var testList = new TemporaryFile("sample,variant\nt0,v9\nt0,v2\n");
        using var testLabels = new TemporaryFile("sample,label\nt0,A\n");
        var data = DataSetFormats.Read(new(list.Path, "variants", $"labels={labels.Path}",
            Test: new(testList.Path, $"labels={testLabels.Path}")));
        var inputs = (SparseInputs)data.Inputs;
        inputs.FeatureNames.ShouldBe(["v1", "v2"]);
        inputs.ColumnsOf(2).ToArray().ShouldBe([1]);
        data.Remarks.ShouldHaveSingleItem().ShouldContain("1 of 2 columns");
    }
}
