using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Tests.Suites;

public sealed class SuiteFunctionTests
{
    [Fact]
    public void A_failed_trial_is_told_as_failed()
    {
        var told = new SuiteTrials(new(_ => double.NaN, _ => 0.1), seed: 1).Add(Configuration.Empty, double.NaN);
        told.Succeeded.ShouldBeFalse();
        told.Variance.ShouldBe(0);
    }

    [Fact]
    public void Stray_folds_make_a_few_trials_worse_and_their_variance_says_so()
    {
        Observation[] calm = Told(strays: 0), stray = Told(strays: 0.03);
        calm.Max(o => o.Loss).ShouldBeLessThan(1.2);
        var hit = calm.Zip(stray).Where(pair => pair.First.Loss != pair.Second.Loss).ToArray();
        (hit.Length / (double)calm.Length).ShouldBe(1 - Math.Pow(0.97, SuiteFunction.FoldsOfTrial), 0.03);
        hit.ShouldAllBe(pair => pair.Second.Loss > pair.First.Loss + 0.5 && pair.Second.Variance > 10 * pair.First.Variance);
    }

    [Fact]
    public void Regret_is_infinite_until_a_trial_succeeds_and_part_of_the_median_of_those_that_do()
    {
        var space = new SearchSpace([new FloatParameter("x0", 0, 1)]);
        var problem = new SuiteProblem("half", space, _ => new(c => c["x0"].Number < 0.5 ? double.NaN : 2));
        var run = SuiteRun.Of(problem, 0, new Upwards(), 4, () => 0);
        run.Regrets.ShouldBe([double.PositiveInfinity, double.PositiveInfinity, 1, 1]);
    }

    [Fact]
    public void Where_folds_are_noisy_the_posterior_chooses_better_than_the_best_score()
    {
        var problem = TuningFamily.Named("uneven-noise");
        double Reached(BestBy by) => SearchSuites.Run(problem, "bayesian", seeds: 6, trials: 100, () => 0, by).Regret[100];
        Reached(BestBy.Posterior).ShouldBeLessThan(0.7 * Reached(BestBy.Mean));
    }

    private static Observation[] Told(double strays)
    {
        var trials = new SuiteTrials(new(_ => 1, _ => 0.1, strays), seed: 4);
        for (var trial = 0; trial < 2000; trial++)
        {
            trials.Add(Configuration.Empty, 1);
        }

        return [.. trials.Observed];
    }

    private sealed class Upwards : ISampler
    {
        public Configuration? Suggest(SuggestionRequest request) =>
            Configuration.Empty.With("x0", ParameterValue.Of(0.25 * request.Trial));
    }
}
