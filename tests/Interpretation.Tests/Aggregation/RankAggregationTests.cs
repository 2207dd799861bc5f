using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Interpretation.Aggregation;
using Orchestrator.Interpretation.Attributions;

namespace Orchestrator.Interpretation.Tests.Aggregation;

public sealed class RankAggregationTests
{
    [Fact]
    public void Ranks_and_shares_are_averaged_over_folds()
    {
        var combined = RankAggregation.Combine([Of(0, 0, 4, 3, 0), Of(0, 1, 1, 2, 0.5f)], "y", top: 1);

        combined.Select(input => input.Name).ShouldBe(["b", "a", "c"]);
        combined.Select(input => input.Place).ShouldBe([1, 2, 3]);
        combined[0].MeanRank.ShouldBe(1.5);
        combined[0].MeanScore.ShouldBe((0.75 + 1) / 2); // by which b is before a
        combined[1].MeanRank.ShouldBe(1.5);
        combined[1].MeanScore.ShouldBe((1 + 0.5) / 2);
        combined[1].RankDeviation.ShouldBe(Math.Sqrt(0.5), 1e-9);
        combined[2].MeanRank.ShouldBe(3);
        combined.Select(input => input.Agreeing).ShouldBe([1, 1, 0]);
        combined.ShouldAllBe(input => input.Of == 2);
    }

    [Fact]
    public void The_order_of_what_is_combined_does_not_matter()
    {
        Attribution[] all = [Of(0, 0, 4, 2, 0), Of(0, 1, 1, 2, 0.5f), Of(3, 0, 7, 0.1f, 0.2f)];

        RankAggregation.Combine([all[2], all[0], all[1]], "y").ShouldBe(RankAggregation.Combine(all, "y"));
    }

    [Fact]
    public void Inputs_that_were_not_scored_share_the_places_that_are_left()
    {
        var screened = Of(0, 0, new ScoreMatrix(4, 1, [5], [2]));

        var combined = RankAggregation.Combine([screened], "y");

        (combined[0].Input, combined[0].MeanRank).ShouldBe((2, 1));
        combined.Skip(1).ShouldAllBe(input => input.MeanRank == 3 && input.MeanScore == 0);
    }

    [Fact]
    public void An_outlier_is_trimmed_away()
    {
        var folds = Enumerable.Range(0, 5).Select(fold => fold == 0 ? Of(0, fold, 0, 1, 2) : Of(0, fold, 4, 2, 1)).ToArray();

        RankAggregation.Combine(folds, "y").Single(input => input.Name == "a").MeanRank.ShouldBe((4 + 3) / 5.0);
        RankAggregation.Combine(folds, "y", trim: 0.2).Single(input => input.Name == "a").MeanRank.ShouldBe(1);
    }

    [Fact]
    public void Directions_are_averaged_by_sign()
    {
        var (up, down) = (Of(0, 0, 4, 2, 0) with { Direction = new(3, 1, [3, -1, 0]) },
            Of(0, 1, 4, 2, 0) with { Direction = new(3, 1, [0.1f, 9, 0]) });

        var combined = RankAggregation.Combine([up, down, Of(0, 2, 4, 2, 0)], "y");

        combined.Select(input => input.Direction).ShouldBe([1, 0, 0]);
    }

    [Fact]
    public void What_does_not_belong_together_is_refused()
    {
        Should.Throw<ArgumentException>(() => RankAggregation.Combine([], "y"));
        Should.Throw<ArgumentException>(() => RankAggregation.Combine([Of(0, 0, 1, 2), Of(0, 1, 1, 2, 3)], "y")).Message
            .ShouldContain("saliency scored 2 inputs of trial 0 fold 0");
        var two = Of(0, 0, new ScoreMatrix(1, 2, [1, 2])) with { Outputs = ["y", "z"] };
        Should.Throw<ArgumentException>(() => RankAggregation.Combine([two], "x")).Message.ShouldContain("no output 'x'; it has y, z");
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 10, 20, 21 }, 1)]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 3, 2, 1 }, -1)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 1, 2, double.NaN, 4 }, 1)]
    [InlineData(new double[] { 1, 2, 2, 3 }, new double[] { 1, 3, 2, 4 }, 0.9486833)] // scipy.stats.spearmanr
    public void Spearman_correlates_ranks(double[] one, double[] other, double expected) =>
        RankCorrelation.Spearman(one, other).ShouldBe(expected, 1e-6);

    [Fact]
    public void Methods_are_compared_where_they_were_asked_about_the_same_fold()
    {
        Attribution[] all =
        [
            Of(0, 0, 3, 2, 1), Of(0, 1, 3, 2, 1), Of(0, 2, 3, 2, 1),
            Of(0, 0, 9, 2, 1) with { Method = "occlusion" }, Of(0, 1, 1, 2, 3) with { Method = "occlusion" },
        ];

        var agreement = RankCorrelation.BetweenMethods(all, "y").ShouldHaveSingleItem();

        agreement.ShouldBe(new("saliency", "occlusion", 0, 2));
    }

    private static Attribution Of(int trial, int fold, params float[] scores) => Of(trial, fold, new ScoreMatrix(scores.Length, 1, scores));

    private static Attribution Of(int trial, int fold, ScoreMatrix scores) => new("saliency", Configuration.Empty, 1, new(trial, fold),
        [scores.Inputs], [.. "abcdefg".Select(letter => letter.ToString()).Take(scores.Inputs)], ["y"], scores, null)
    {
        RowSet = "validation",
        Rows = 3,
    };
}
