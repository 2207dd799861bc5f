using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Importance;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Tests.Samplers;

namespace Orchestrator.Search.Tests.Importance;

/// <summary>What is expected of the loss at some values, whatever the others are.</summary>
public sealed class PartialDependenceTests
{
    private static readonly SearchSpace Space = Spaces.Of(
        new FloatParameter("x", 0, 1), new FloatParameter("y", 0, 1), Spaces.Choice("kind", "a", "b"));

    [Fact]
    public void A_valley_is_where_the_losses_have_one()
    {
        var dependence = Of(200, c => Square(c["x"].Number - 0.7) + 0.1 * c["y"].Number);
        double At(double x) => dependence.At(0, ParameterValue.Of(x)).Mean;
        At(0.7).ShouldBeLessThan(At(0.4));
        At(0.4).ShouldBeLessThan(At(0.1));
        At(0.1).ShouldBe(0.36 + 0.05, 0.1); // the mean over y
        dependence.At(0, ParameterValue.Of(0.7), 1, ParameterValue.Of(0.1)).ShouldBeLessThan(
            dependence.At(0, ParameterValue.Of(0.1), 1, ParameterValue.Of(0.9)));
    }

    [Fact]
    public void Company_that_the_search_gave_a_value_does_not_count()
    {
        // Choice a was tried with large x alone, which are bad by themselves.
        var dependence = Of(200, c => c["x"].Number, c => c["kind"].Text == "a" == c["x"].Number > 0.5);
        var (a, b) = (dependence.At(2, ParameterValue.Of("a")).Mean, dependence.At(2, ParameterValue.Of("b")).Mean);
        Math.Abs(a - b).ShouldBeLessThan(0.15); // the mean losses of the trials differ by half
    }

    [Fact]
    public void Fewer_trials_know_less()
    {
        double Doubt(int trials) => Of(trials, c => Math.Sin(9 * c["x"].Number)).At(0, ParameterValue.Of(0.5)).Deviation;
        Doubt(300).ShouldBeLessThan(Doubt(12));
    }

    [Fact]
    public void A_parameter_is_judged_where_it_exists()
    {
        var space = Spaces.Of(Spaces.Choice("kind", "a", "b"),
            new FloatParameter("rate", 0, 1) { Condition = new Condition("kind", [ParameterValue.Of("b")]) });
        var sample = Trials(space, 100, c => c.TryGet("rate", out var rate) ? rate.Number : 5, _ => true);
        new PartialDependence(space, sample).At(1, ParameterValue.Of(0.5)).Mean.ShouldBe(0.5, 0.2);
        double.IsNaN(new PartialDependence(space, sample).At(0, ParameterValue.Of("a"), 1, ParameterValue.Of(0.5))).ShouldBeTrue();
    }

    [Fact]
    public void Too_few_trials_are_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Of(PartialDependence.FewestTrials - 1, _ => 1));

    private static PartialDependence Of(int trials, Func<Configuration, double> loss, Func<Configuration, bool>? tried = null) =>
        new(Space, Trials(Space, trials, loss, tried ?? (_ => true)));

    private static List<Observation> Trials(
        SearchSpace space, int count, Func<Configuration, double> loss, Func<Configuration, bool> tried)
    {
        var (encoding, random, trials) = (new SpaceEncoding(space), new RandomStream(7), new List<Observation>());
        while (trials.Count < count)
        {
            var configuration = encoding.Decode([.. encoding.Axes.Select(axis => axis.FromUniform(random.NextDouble()))]);
            if (tried(configuration))
            {
                trials.Add(new Observation(trials.Count, configuration, loss(configuration)));
            }
        }

        return trials;
    }

    private static double Square(double x) => x * x;
}
