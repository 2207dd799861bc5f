using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Tests.Data;

namespace Orchestrator.Models.Tests.Folds;

public class GroupedFoldTests
{
    private static readonly RandomStream Random = new(3);
    private static readonly RowGroups Groups = RowGroups.Of(Enumerable.Range(0, 400).Select(_ => Random.NextInt(60)).ToArray());

    /// <summary>The class goes with the group, so that groups cannot be dealt without regard to it.</summary>
    private static readonly DataSet Classes = new(
        new FloatInputs(new float[400], [1]),
            ClassTargets.FromLabels([.. Enumerable.Range(0, 400).Select(row => Groups[row] % 4 == 0 ? "rare" : "common")]),
            new string[400]);

    [Theory]
    [InlineData(4, true, 0.0)]
    [InlineData(5, true, 0.2)]
    [InlineData(10, false, 0.1)]
    public void A_group_is_never_on_both_sides(int folds, bool stratified, double fraction)
    {
        var plan = FoldPlanner.Plan(new(folds, stratified, fraction), 7, Classes, Groups);
        Scored(LeakageGuard.Inspect(plan, Groups)).ShouldBe(0);
        Enumerable.Range(0, folds).SelectMany(fold => plan.Split(new(0, fold)).Validation).Concat(plan.TestRows).Order()
            .ShouldBe(Enumerable.Range(0, 400));
        ((double)plan.TestRows.Count).ShouldBe(400 * fraction, 12);
        FoldPlanner.Plan(new(folds, stratified, fraction), 7, Classes, Groups)
            .Split(new(0, 1)).Validation.ShouldBe(plan.Split(new(0, 1)).Validation);
    }

    [Fact]
    public void Classes_keep_their_share_although_groups_stay_whole()
    {
        var plan = FoldPlanner.Plan(new(5, true, 0), 7, Classes, Groups);
        var targets = (ClassTargets)Classes.Targets;
        var share = targets.Counts()[1] / 400.0;
        for (var fold = 0; fold < 5; fold++)
        {
            var rows = plan.Split(new(0, fold)).Validation;
            (rows.Count(row => targets.Classes[row] == 1) / (double)rows.Length).ShouldBe(share, 0.06);
            rows.Length.ShouldBeInRange(70, 90);
        }
    }

    [Fact]
    public void The_last_rows_may_not_tear_a_group()
    {
        Should.Throw<FoldPlanException>(() =>
            FoldPlanner.Plan(new(5, true, 0.2, TestRows.Last), 7, Classes, Groups)).Message.ShouldContain("before and among the last rows");
        Should.Throw<FoldPlanException>(() =>
            FoldPlanner.Plan(new(5, true, 0), 7, Classes, RowGroups.Of(new int[400]))).Message.ShouldContain("1 groups");
    }

    [Fact]
    public void Labels_of_which_several_may_hold_or_be_missing_are_shared_out()
    {
        var random = new RandomStream(9);
        var (values, known) = (new float[1000 * 3], new bool[1000 * 3]);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.NextDouble() < (i % 3 == 0 ? 0.02 : 0.3) ? 1 : 0;
            known[i] = random.NextDouble() < 0.8;
        }

        var targets = new ValueTargets(values, ["rare", "b", "c"], known);
        var plan = FoldPlanner.Plan(new(5, true, 0), 1, new(new FloatInputs(new float[1000], [1]), targets, new string[1000]));
        for (var column = 0; column < 3; column++)
        {
            var counts = Enumerable.Range(0, 5)
                .Select(fold =>
                plan.Split(new(0, fold)).Validation.Count(row => targets.IsKnown(row, column) && targets.Values[row * 3 + column] == 1))
                    .ToArray();
            (counts.Max() - counts.Min()).ShouldBeLessThanOrEqualTo(2, string.Join(' ', counts));
        }

        Enumerable.Range(0, 5).ShouldAllBe(fold => Math.Abs(plan.Split(new(0, fold)).Validation.Length - 200) <= 10);
    }

    [Fact]
    public void A_leak_is_counted_and_groups_of_copies_cure_it()
    {
        var data = DataSetFormats.Read(new(RealData.OfRepository("examples/splice/splice.fasta"), "fasta"));
        var copies = Duplicates.Exact(data.Inputs);
        var naive = LeakageGuard.Inspect(FoldPlanner.Plan(new(5, true, 0.3723, TestRows.Last), 7, data), copies);
        naive.TestRows.ShouldBeGreaterThan(0);
        naive.ValidationRows.ShouldBeGreaterThan(0);
        naive.Examples.Count.ShouldBe(5);
        naive.Examples.ShouldAllBe(pair => copies[pair.Scored] == copies[pair.Trained] && pair.Scored != pair.Trained);
        Scored(LeakageGuard.Inspect(FoldPlanner.Plan(new(5, true, 0.3723), 7, data, copies), copies)).ShouldBe(0);
    }

    [Fact]
    public void Near_copies_and_groups_are_dealt_together_where_the_definition_says_so()
    {
        var data = DataSetFormats.Read(new(RealData.OfRepository("examples/splice/splice.fasta"), "fasta"))
            .WithGroups([.. Enumerable.Range(0, 3186).Select(row => (row / 3).ToString())]);
        var reported = new CrossValidationDefinition(5, true, 0.2, Repeats: 2);
        var findings = LeakageGuard.Inspect(reported, data, FoldPlanner.Plan(reported, 7, data));
        // the data's own groups are never parted
        findings.Select(finding => finding.Kinship).ShouldBe([Kinship.Copies, Kinship.NearCopies]);
        findings[1].ValidationRows.ShouldBeGreaterThan(findings[0].ValidationRows);

        var grouped = reported with { Leakage = LeakagePolicy.Group };
        LeakageGuard.Inspect(grouped, data, FoldPlanner.Plan(grouped, 7, data)).ShouldBeEmpty();
        var exact = reported with { Leakage = LeakagePolicy.Group, Differences = 0 };
        LeakageGuard.Inspect(exact, data, FoldPlanner.Plan(exact, 7, data)).ShouldBeEmpty();
        LeakageGuard.Inspect(reported, data, FoldPlanner.Plan(exact, 7, data)).ShouldHaveSingleItem().Kinship.ShouldBe(Kinship.NearCopies);
    }

    [Fact]
    public void Rows_of_a_test_file_are_the_test_set_and_may_not_share_a_group_that_is_kept_together()
    {
        var (inputs, classes) =
            (new FloatInputs([.. Enumerable.Range(0, 60).Select(i => (float)i)], [1]),
                ClassTargets.FromLabels([.. Enumerable.Range(0, 60).Select(row => row % 2 == 0 ? "a" : "b")]));
        var data = new DataSet(inputs, classes, new string[60], testRows: 20);
        var plan = FoldPlanner.Plan(new(4, true, 0), 1, data);
        plan.TestRows.ShouldBe(Enumerable.Range(40, 20));
        plan.Split(new(0, 0)).Validation.Length.ShouldBe(10);
        Should.Throw<FoldPlanException>(() =>
            FoldPlanner.Plan(new(4, true, 0), 1, data.WithGroups([.. Enumerable.Range(0, 60).Select(row => (row % 25).ToString())])));
    }

    private static int Scored(LeakageFinding finding) => finding.ValidationRows + finding.TestRows;

    [Fact]
    public void Repeated_and_nested_plans_split_the_right_rows()
    {
        var definition = new CrossValidationDefinition(4, true, 0.2);
        var (once, repeated) = (FoldPlanner.Plan(definition, 7, Classes), FoldPlanner.Plan(definition with { Repeats = 3 }, 7, Classes));
        repeated.Folds.ShouldBe(12);
        repeated.TestRows.ShouldBe(once.TestRows);
        for (var repeat = 0; repeat < 3; repeat++)
        {
            Enumerable.Range(4 * repeat, 4).SelectMany(fold => repeated.Split(new(0, fold)).Validation).Concat(once.TestRows).Order()
                .ShouldBe(Enumerable.Range(0, 400));
        }

        repeated.Split(new(0, 3)).Validation.ShouldBe(once.Split(new(0, 3)).Validation);
        repeated.Split(new(0, 7)).Validation.ShouldNotBe(once.Split(new(0, 3)).Validation);

        var outer = FoldPlanner.Plan(definition with { TestFraction = 0 }, 7, Classes);
        var inner = FoldPlanner.Plan(definition with { TestFraction = 0, Nested = new(3, "series", 2) }, 7, Classes);
        inner.Folds.ShouldBe(3);
        inner.TestRows.ShouldBe(outer.Split(new(0, 2)).Validation);
        inner.Split(new(0, FoldId.RefitFold)).Training.ShouldBe(outer.Split(new(0, 2)).Training);
        Enumerable.Range(0, 3).SelectMany(fold => inner.Split(new(0, fold)).Validation).Order().ShouldBe(outer.Split(new(0, 2)).Training);
    }
}
