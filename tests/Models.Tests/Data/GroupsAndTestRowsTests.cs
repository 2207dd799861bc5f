using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tests.Data;

public class GroupsAndTestRowsTests
{
    [Fact]
    public void A_column_of_a_table_groups_rows_and_is_no_input()
    {
        using var file = new TemporaryFile("id,patient,x,label\na,p1,1,yes\nb,p2,2,no\nc,p1,3,yes\n");
        var data = DataSetFormats.Read(new(file.Path, "csv", "label", new("patient")));
        data.Groups.ShouldBe(["p1", "p2", "p1"]);
        data.Inputs.RowLength.ShouldBe(1);
        Should.Throw<DataFormatException>(() =>
            DataSetFormats.Read(new(file.Path, "csv", "label", new("patience")))).Message.ShouldContain("patient");
    }

    [Fact]
    public void A_field_of_a_header_groups_sequences()
    {
        using var file = new TemporaryFile(">a label=x donor=d1\nACGT\n>b label=y donor=d1\nAC\n");
        DataSetFormats.Read(new(file.Path, "fasta", Groups: new("donor"))).Groups.ShouldBe(["d1", "d1"]);
        Should.Throw<DataFormatException>(() =>
            DataSetFormats.Read(new(file.Path, "fasta", Groups: new("clone")))).Message.ShouldContain("'clone='");
    }

    [Fact]
    public void A_table_of_its_own_is_joined_by_name()
    {
        using var file = new TemporaryFile(">a label=x\nACGT\n>b label=y\nAC\n");
        using var groups = new TemporaryFile("id,clone\nb,2\na,1\n");
        var definition = new DataDefinition(file.Path, "fasta", Groups: new("clone", groups.Path));
        DataSetFormats.Read(definition).Groups.ShouldBe(["1", "2"]);
        DataSetFormats.Files(definition).ShouldBe([file.Path, groups.Path]);
        DataFingerprint.Of(definition).ShouldNotBe(DataFingerprint.Of(definition with { Groups = null }));
    }

    [Fact]
    public void The_table_of_labels_may_have_the_groups()
    {
        using var labels = new TemporaryFile("id,drug,family\ni1,1,f\ni2,0,g\n");
        using var file = new TemporaryFile("i1,3,4\ni2,5,6\n");
        DataSetFormats.Read(new(file.Path, "burden", $"labels={labels.Path}#drug", new("family"))).Groups.ShouldBe(["f", "g"]);
    }

    [Fact]
    public void Rows_of_a_test_file_come_last_padded_and_coded_as_the_others()
    {
        using var file = new TemporaryFile(">a label=x\nACGT\n>b label=y\nAC\n");
        using var test = new TemporaryFile(">c label=y\nACGTACG\n");
        var definition = new DataDefinition(file.Path, "fasta", Test: new(test.Path));
        var data = DataSetFormats.Read(definition);
        (data.Rows, data.TestRows).ShouldBe((3, 1));
        var sequences = (SequenceInputs)data.Inputs;
        (sequences.Length, sequences.LengthOf(1), sequences.LengthOf(2)).ShouldBe((7, 2, 7));
        ((ClassTargets)data.Targets).Classes.ShouldBe([0, 1, 1]);
        DataFingerprint.Of(definition).ShouldNotBe(DataFingerprint.Of(definition with { Test = null }));

        using var strange = new TemporaryFile(">c label=z\nACGTACG\n");
        Should.Throw<DataFormatException>(() =>
            DataSetFormats.Read(definition with { Test = new(strange.Path) })).Message.ShouldContain("its class 'z'");
    }

    [Fact]
    public void Missing_labels_stay_missing_and_sparse_rows_sparse()
    {
        var own = new DataSet(new SparseInputs([0, 1, 3], [2, 0, 1], null, 4), new ValueTargets([1, 0], ["y"], [true, false]), ["a", "b"]);
        var test = new DataSet(new SparseInputs([0, 1], [3], [2f], 4), new ValueTargets([1], ["y"]), ["c"]);
        var joined = TestRowsAppended.To(own, test, "test");
        var sparse = joined.Inputs.ShouldBeOfType<SparseInputs>();
        sparse.ColumnsOf(2).ToArray().ShouldBe([3]);
        sparse.ValuesOf(0).ToArray().ShouldBe([1f]);
        sparse.ValuesOf(2).ToArray().ShouldBe([2f]);
        var targets = (ValueTargets)joined.Targets;
        (targets.IsKnown(1, 0), targets.IsKnown(2, 0)).ShouldBe((false, true));
        Should.Throw<DataFormatException>(() =>
            TestRowsAppended.To(own, new(new SparseInputs([0, 0], [], null, 5), test.Targets, ["c"]), "test"));
    }
}
