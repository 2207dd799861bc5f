using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Tests.Suites;

public sealed class SuiteFunctionTests
{
    [Fact]
    public void A_failed_trial_is_told_as_failed()
    {
        var told = new SuiteFunction(_ => double.NaN, _ => 0.1).Tell(3, Configuration.Empty, double.NaN, seed: 1);
        told.Succeeded.ShouldBeFalse();
        told.Variance.ShouldBe(0);
    }

    [Fact]
    public void Stray_folds_make_a_few_trials_worse_and_their_variance_says_so()
    {
        Observation[] calm = Told(strays: 0), stray = Told(strays: 0.03);
        calm.Max(o => o.Loss).ShouldBeLessThan(1.2);
        var hit = calm.Zip(stray).Where(pair => pair.First != pair.Second).ToArray();
        (hit.Length / (double)calm.Length).ShouldBe(1 - Math.Pow(0.97, SuiteFunction.Folds), 0.03);
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

    private static Observation[] Told(double strays)
    {
        var function = new SuiteFunction(_ => 1, _ => 0.1, strays);
        return [.. Enumerable.Range(0, 2000).Select(trial => function.Tell(trial, Configuration.Empty, 1, seed: 4))];
    }

    private sealed class Upwards : ISampler
    {
        public Configuration? Suggest(SuggestionRequest request) =>
            Configuration.Empty.With("x0", ParameterValue.Of(0.25 * request.Trial));
    }
}
