using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Sweeps.Tests.Views;

/// <summary>Pages of trials: sorted, filtered, and no longer than asked for.</summary>
public sealed class TrialPageTests
{
    private readonly Script script = Script.Planned(trials: 5, folds: 1, retries: 0);

    public TrialPageTests()
    {
        script.RunTrial(0.5);
        script.RunTrial(0.9);
        script.Suggest(40);
        script.Break(script.Start(2, 0), FailureKind.Diverged, "The loss is NaN in epoch 2.");
        script.RunTrial(0.7);
        script.Suggest(12);
    }

    [Fact]
    public void Trials_stand_by_number_unless_asked_otherwise() => Numbers(new TrialQuery()).ShouldBe([0, 1, 2, 3, 4]);

    [Theory]
    [InlineData("score", false, new[] { 0, 3, 1, 2, 4 })]
    [InlineData("score", true, new[] { 1, 3, 0, 2, 4 })]
    [InlineData("score:accuracy", true, new[] { 1, 3, 0, 2, 4 })]
    [InlineData("parameter:x", true, new[] { 2, 4, 3, 1, 0 })]
    [InlineData("status", false, new[] { 0, 1, 3, 2, 4 })]
    [InlineData("trial", true, new[] { 4, 3, 2, 1, 0 })]
    public void They_are_sorted_by_a_column_and_those_without_a_value_come_last(string sort, bool descending, int[] expected) =>
        Numbers(new TrialQuery(sort, descending)).ShouldBe(expected);

    [Theory]
    [InlineData("nan", new[] { 2 })]
    [InlineData("x=40", new[] { 2 })]
    [InlineData("3", new[] { 3 })]
    [InlineData("loss epoch", new[] { 2 })]
    [InlineData("loss missing", new int[0])]
    public void Every_word_of_a_filter_stands_in_number_settings_or_reason(string filter, int[] expected) =>
        Numbers(new TrialQuery(Filter: filter)).ShouldBe(expected);

    [Fact]
    public void A_page_tells_how_many_there_are()
    {
        var page = TrialPages.Of(script.State, new TrialQuery("score", true, Statuses: [WorkStatus.Completed], From: 1, Count: 1));
        (page.Total, page.Matching).ShouldBe((5, 3));
        page.Rows.ShouldHaveSingleItem().Trial.ShouldBe(3);
        page.Rows[0].Scores[0].Mean.ShouldBe(0.7);
    }

    [Fact]
    public void A_row_says_which_trial_leads_and_why_one_failed()
    {
        var rows = TrialPages.Of(script.State, new TrialQuery()).Rows;
        rows.Where(row => row.Leading).ShouldHaveSingleItem().Trial.ShouldBe(1);
        rows[2].Reason.ShouldNotBeNull().ShouldContain("NaN");
        rows[4].Seconds.ShouldBeNull();
    }

    [Theory]
    [InlineData("colour", 0, 5, "'colour'")]
    [InlineData("score:loss", 0, 5, "'score:loss'")]
    [InlineData("parameter:y", 0, 5, "'parameter:y'")]
    [InlineData(null, -1, 5, "page")]
    [InlineData(null, 0, 0, "page")]
    [InlineData(null, 0, 1001, "1000")]
    public void What_there_is_not_is_refused_in_a_sentence(string? sort, int from, int count, string part) =>
        Should.Throw<UserError>(() => TrialPages.Of(script.State, new TrialQuery(sort, From: from, Count: count))).Message
            .ShouldContain(part);

    private int[] Numbers(TrialQuery query) => [.. TrialPages.Of(script.State, query).Rows.Select(row => row.Trial)];
}
