using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Samplers;

public sealed class PosteriorLossesTests
{
    private const int Trials = 60, Folds = 3;
    private const double Noise = 0.2;

    private static readonly SearchSpace Space = Spaces.Of(new FloatParameter("x", 0, 1), new FloatParameter("y", 0, 1));

    [Fact]
    public void The_best_by_the_posterior_is_truly_better_than_the_best_that_was_told()
    {
        double told = 0, believed = 0, promised = 0, expected = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            var trials = Noisy(seed);
            var posterior = PosteriorLosses.Of(Space, trials);
            var (lucky, chosen) = (trials.MinBy(trial => trial.Loss)!, trials.MinBy(trial => posterior[trial.Trial].Mean)!);
            told += Truth(lucky.Configuration) / 20;
            believed += Truth(chosen.Configuration) / 20;
            promised += Math.Abs(lucky.Loss - Truth(lucky.Configuration)) / 20;
            expected += Math.Abs(posterior[chosen.Trial].Mean - Truth(chosen.Configuration)) / 20;
        }

        believed.ShouldBeLessThan(0.5 * told);
        expected.ShouldBeLessThan(0.5 * promised, "what is said of the chosen one is nearer to the truth");
    }

    [Theory]
    [InlineData(1e6, 1)]
    [InlineData(0, 1e-3)]
    public void Where_zero_lies_and_the_unit_do_not_matter(double shift, double unit)
    {
        var trials = Noisy(3);
        var (plain, moved) = (PosteriorLosses.Of(Space, trials), PosteriorLosses.Of(Space, [.. trials.Select(trial =>
            trial with { Loss = shift + unit * trial.Loss, Variance = unit * unit * trial.Variance })]));
        foreach (var (trial, (mean, deviation)) in plain)
        {
            moved[trial].Mean.ShouldBe(shift + unit * mean, 1e-6 * unit);
            moved[trial].Deviation.ShouldBe(unit * deviation, 1e-6 * unit);
        }
    }

    [Fact]
    public void Exact_losses_are_what_they_were_told()
    {
        var trials = Noisy(1).Select(trial => trial with { Loss = Truth(trial.Configuration), Variance = 0 }).ToArray();
        foreach (var (trial, (mean, _)) in PosteriorLosses.Of(Space, trials))
        {
            mean.ShouldBe(trials[trial].Loss, 0.01);
        }
    }

    [Fact]
    public void A_failed_trial_has_none_and_three_or_equal_ones_tell_nothing()
    {
        var trials = Noisy(2);
        trials[5] = trials[5] with { Loss = double.NaN };
        PosteriorLosses.Of(Space, trials).Keys.ShouldNotContain(5);
        PosteriorLosses.Of(Space, trials[..3]).ShouldBeEmpty();
        PosteriorLosses.Of(Space, [.. trials.Select(trial => trial with { Loss = 1 })]).ShouldBeEmpty();
    }

    private static double Truth(Configuration configuration)
    {
        var (x, y) = (configuration["x"].Number - 0.3, configuration["y"].Number - 0.6);
        return x * x + 2 * y * y;
    }

    private static Observation[] Noisy(ulong seed)
    {
        var (sampler, random) = (new SobolSampler(Space, seed), new RandomStream(seed));
        return [.. Enumerable.Range(0, Trials).Select(trial =>
        {
            var configuration = sampler.Suggest(new SuggestionRequest(trial, [], []))!;
            double[] folds = [.. Enumerable.Range(0, Folds).Select(_ => Truth(configuration) + Noise * random.NextNormal())];
            var mean = folds.Average();
            return new Observation(trial, configuration, mean, folds.Sum(fold => (fold - mean) * (fold - mean)) / (Folds - 1) / Folds);
        })];
    }
}
