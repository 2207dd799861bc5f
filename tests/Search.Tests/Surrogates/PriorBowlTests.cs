using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

/// <summary>That the ends of ranges are expected to be worse than the middle, until trials say otherwise.</summary>
public sealed class PriorBowlTests
{
    private static readonly Hyperparameters Parameters = new([40, 40], 1, 1e-4, Trend: 0.3, Bowl: 1);

    [Fact]
    public void Before_any_trial_the_ends_are_worse_than_the_middle_along_numbers_alone()
    {
        var table = new FeatureTable([false, false, true]);
        double At(params double[] features) => PriorBowl.At(table, features, 1);
        At(0.5, 0.5, 7).ShouldBe(0);
        At(0, 0.5, 7).ShouldBe(1 / Math.Sqrt(3), 1e-12);
        At(1, 0, 0).ShouldBe(2 / Math.Sqrt(3), 1e-12);
        At(0.3, 0.5, 0).ShouldBe(At(0.7, 0.5, 3), 1e-12);
        PriorBowl.Slope(0.3, 3, 1).ShouldBe((At(0.3 + 1e-6, 0.5, 0) - At(0.3 - 1e-6, 0.5, 0)) / 2e-6, 1e-6);
        PriorBowl.At(table, [0, 1, 0], 0).ShouldBe(0);
    }

    [Fact]
    public void Trials_at_an_end_overrule_it_for_that_end()
    {
        // Six trials that are the better the lower the first parameter is, far from the ends of the second one.
        var table = new FeatureTable([false, false]);
        double[] places = [0.02, 0.1, 0.25, 0.5, 0.75, 0.98];
        foreach (var place in places)
        {
            table.Add([place, 0.5]);
        }

        var posterior = GaussianProcess.Fit(table, [.. places.Select(place => 2 * place - 1)], Parameters);
        posterior.Predict([0, 0.5]).Mean.ShouldBeLessThan(posterior.Predict([0.5, 0.5]).Mean - 0.5);
        posterior.Predict([0, 0]).Mean.ShouldBeGreaterThan(posterior.Predict([0, 0.5]).Mean + 0.3, "nothing was tried there");
    }

    [Fact]
    public void The_likelihood_is_that_of_what_lies_above_it()
    {
        var (table, outcomes) = Tables.Random(15);
        double[] logarithms = [0.3, -0.7, 0.1, -0.5, 0.2, -4], gradient = new double[6], other = new double[6];
        var above = PriorBowl.Residuals(table, outcomes, 0.8);
        above.Zip(outcomes).ShouldContain(pair => pair.First < pair.Second - 0.1);

        new MarginalLikelihood(table, outcomes, bowl: 0.8).Evaluate(logarithms, gradient)
            .ShouldBe(new MarginalLikelihood(table, above).Evaluate(logarithms, other));
        gradient.ShouldBe(other);
        new MarginalLikelihood(table, outcomes, bowl: 0.8).Fit(Hyperparameters.Default(3)).Bowl.ShouldBe(0.8);
    }
}
