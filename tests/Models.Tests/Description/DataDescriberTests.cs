using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;
using Orchestrator.Models.Description;
using Orchestrator.Models.Tests.Data;

namespace Orchestrator.Models.Tests.Description;

public class DataDescriberTests
{
    [Fact]
    public void The_splice_example_is_described()
    {
        var data = DataDescriber.Describe(new(RealData.OfRepository("examples/splice/splice.fasta"), "fasta"));
        (data.Rows, data.Inputs, data.Lengths).ShouldBe((3186, "sequences", new LengthSummary(60, 60, 60)));
        data.Targets.ShouldHaveSingleItem().Classes.ShouldBe(new Dictionary<string, int> { ["EI"] = 767, ["IE"] = 765, ["N"] = 1654 },
            ignoreOrder: true);
        data.Kin[0].Distinct.ShouldBe(3186 - 185);
        data.Kin[1].Distinct.ShouldBeLessThan(data.Kin[0].Distinct);
        data.Fingerprint.ShouldBe(DataFingerprint.Of(new(RealData.OfRepository("examples/splice/splice.fasta"), "fasta")));
    }

    [Fact]
    public void A_table_tells_what_is_missing_constant_grouped_and_contradictory()
    {
        using var file = new TemporaryFile("id,x,z,donor,y,w\na,1,0,d1,0.5,1\nb,1,0,d1,NA,2\nc,2,0,d2,1.5,3\nd,2,0,d2,1.5,3\n");
        var data = DataDescriber.Describe(new(file.Path, "csv", "y,w", new("donor")));
        data.ConstantColumns.ShouldBe(1);
        data.Zeros.ShouldBe(0.5);
        data.Groups.ShouldBe(new GroupSummary(2, 2));
        (data.Targets[0].Known, data.Targets[0].Missing, data.Targets[0].Maximum).ShouldBe((3, 1, 1.5));
        data.Targets[1].Mean.ShouldBe(2.25);
        data.Kin.ShouldHaveSingleItem().ShouldBe(new KinSummary(Kinship.Copies, 4, 2, 2));
        data.Contradictions.ShouldBe(2); // a and b; c and d agree
    }

    [Fact]
    public void Sparse_rows_are_described_without_making_them_dense()
    {
        var data = DataDescriber.Describe(Orchestrator.Models.Data.Readers.SyntheticReader.Define("tumours", 100, 1));
        data.Inputs.ShouldBe("sparse");
        data.Zeros!.Value.ShouldBeInRange(0.9, 0.99);
        data.Targets[0].Classes!.Count.ShouldBe(6);
    }
}
