using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Tests.Suites;

public sealed class SearchSuitesTests
{
    public static IEnumerable<object[]> Problems =>
        from suite in SearchSuites.Names from problem in SearchSuites.Problems(suite) select new object[] { suite, problem.Name };

    // Of networks no least loss is known.
    public static IEnumerable<object[]> ProblemsOfKnownLeast => Problems.Where(problem => problem[0] is not SearchSuites.Networks);

    [Theory]
    [MemberData(nameof(Problems))]
    public void No_loss_is_below_zero_and_a_member_is_the_same_every_time(string suite, string name)
    {
        var problem = SearchSuites.Problems(suite).Single(p => p.Name == name);
        for (var seed = 0; seed < 4; seed++)
        {
            SuiteFunction once = problem.Member(seed), again = problem.Member(seed);
            Configuration[] drawn = [.. Draw(problem.Space, 300)];
            double[] losses = [.. drawn.Select(once.Value)];
            losses.ShouldAllBe(loss => (loss >= -1e-9 && double.IsFinite(loss)) || double.IsNaN(loss));
            losses.Count(double.IsNaN).ShouldBeLessThan(losses.Length / 2);
            losses.Distinct().Count().ShouldBeGreaterThan(5);
            losses.ShouldBe(drawn.Select(again.Value));
            again.Folds(3, drawn[0], losses[0], seed).ShouldBe(once.Folds(3, drawn[0], losses[0], seed));
        }
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Searches_get_below_random_trials_and_never_below_zero(string suite, string name)
    {
        var problem = SearchSuites.Problems(suite).Single(p => p.Name == name);
        var random = SearchSuites.Run(problem, "random", seeds: 1, trials: 25, () => 0).Regret[25];
        var best = new[] { "cma-es", "particle-swarm", "tpe" }.Min(sampler =>
            SuiteRun.Of(problem, 1, SamplerRegistry.Create(sampler, problem.Space, 1), 400, () => 0).Regrets[^1]);
        best.ShouldBeInRange(-1e-9, random);
    }

    // Rings rise so steeply from their middle that no search gets near.
    [Theory]
    [MemberData(nameof(ProblemsOfKnownLeast))]
    public void The_least_loss_is_one_that_a_configuration_has(string suite, string name)
    {
        var problem = SearchSuites.Problems(suite).Single(p => p.Name == name);
        for (var seed = 0; seed < 2 && name != "rings-10"; seed++)
        {
            var function = problem.Member(seed);
            double[] drawn = [.. Draw(problem.Space, 300).Select(function.Value).Where(loss => !double.IsNaN(loss)).Order()];
            LongSearch.Least(problem.Space, function).ShouldBeInRange(-1e-9, 0.03 * drawn[drawn.Length / 2]);
        }
    }

    [Fact]
    public void Suites_hold_different_families() =>
        SearchSuites.Names.SelectMany(SearchSuites.Problems).Select(p => p.Name).ShouldBeUnique();

    [Fact]
    public void A_sampler_wins_where_no_other_is_below_it()
    {
        SuiteResult Of(string problem, string sampler, double early, double late) =>
            new(problem, sampler, new Dictionary<int, double> { [25] = early, [50] = late }, 0, 0, 0);
        var report = new SuiteReport("tuning", 1,
            [Of("a", "x", 1, 0.5), Of("a", "y", 2, 0.4), Of("b", "x", 3, 3), Of("b", "y", 3, 4), Of("c", "x", 1, 1)]);
        report.Wins("x").ShouldBe((3, 4));
        report.Wins("y").ShouldBe((2, 4));
    }

    [Fact]
    public void A_member_is_searched_again_with_another_seed()
    {
        var problem = SearchSuites.Problems(SearchSuites.Tuning)[0];
        double[] Of(int repeats) =>
            [.. SearchSuites.Run(problem, "random", seeds: 1, trials: 25, () => 0, repeats: repeats).Regret.Values];
        var second = SuiteRun.Of(problem, 0, SamplerRegistry.Create("random", problem.Space, 1000), 25, () => 0).Regrets[^1];
        second.ShouldNotBe(Of(1)[0]);
        Of(2)[0].ShouldBe(0.5 * (Of(1)[0] + second), 1e-12);
    }

    [Fact]
    public void Repeats_are_counted_from_the_sixtieth_trial_on()
    {
        var problem = SearchSuites.Problems(SearchSuites.Tuning)[0];
        SuiteRun.Of(problem, 0, new Stubborn(from: 60), 80, () => 0).NearRepeats.ShouldBe(1);
        SuiteRun.Of(problem, 0, new Stubborn(from: 70), 80, () => 0).NearRepeats.ShouldBe(0.5, 1e-9);
        SuiteRun.Of(problem, 0, new RandomSampler(problem.Space, 1), 80, () => 0).NearRepeats.ShouldBe(0);
    }

    private static IEnumerable<Configuration> Draw(SearchSpace space, int count)
    {
        var random = new RandomSampler(space, 9);
        return Enumerable.Range(0, count).Select(i => random.Suggest(new SuggestionRequest(i, [], []))!);
    }

    /// <summary>Random trials, and from one on the first of them again and again.</summary>
    private sealed class Stubborn(int from) : ISampler
    {
        public Configuration? Suggest(SuggestionRequest request) => request.Trial >= from ? request.Observed[0].Configuration
            : new RandomSampler(SearchSuites.Problems(SearchSuites.Tuning)[0].Space, 5).Suggest(request);
    }
}
