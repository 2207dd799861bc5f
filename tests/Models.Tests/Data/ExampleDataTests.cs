using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;

namespace Orchestrator.Models.Tests.Data;

public class ExampleDataTests
{
    [Fact]
    public void The_splice_example_holds_out_the_published_test_rows()
    {
        var data = DataSetFormats.Read(new(RealData.OfRepository("examples/splice/splice.fasta"), "fasta"));
        data.Rows.ShouldBe(3186);
        data.Inputs.RowShape.ShouldBe([60, 4]);
        var targets = (ClassTargets)data.Targets;
        targets.Names.ShouldBe(["EI", "IE", "N"]);
        targets.Counts().ShouldBe([767, 765, 1654]);

        var plan = FoldPlanner.Plan(new(5, true, 0.3723, Contracts.Definitions.TestRows.Last), 7, data);
        plan.TestRows.ShouldBe(Enumerable.Range(2000, 1186));
        plan.Split(new(0, 4)).Validation.Length.ShouldBe(400);
    }
}
