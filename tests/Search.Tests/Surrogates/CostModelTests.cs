using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

public sealed class CostModelTests
{
    private static readonly SearchSpace Space = new([
        new IntParameter("units", 16, 1024, Log: true), new FloatParameter("dropout", 0, 1),
        new CategoricalParameter("cell", ["gru", "lstm"]),
        new IntParameter("layers", 1, 4, Condition: new Condition("cell", [ParameterValue.Of("lstm")]))]);

    private static readonly SpaceEncoding Encoding = new(Space);

    [Fact]
    public void What_multiplies_is_learned_from_few_trials()
    {
        var model = CostModel.Of(Encoding, Timed(24, Seconds));
        foreach (var (configuration, seconds) in Timed(100, Seconds).Skip(24))
        {
            (model.Seconds(configuration) / seconds).ShouldBeInRange(0.5, 2);
        }
    }

    [Fact]
    public void Noise_of_a_shared_machine_is_no_trend()
    {
        var random = new RandomStream(5);
        var model = CostModel.Of(Encoding, Timed(40, _ => 10 * Math.Exp(0.2 * random.NextNormal())));
        foreach (var (configuration, _) in Timed(50, Seconds))
        {
            model.Seconds(configuration).ShouldBeInRange(6, 16);
        }
    }

    [Fact]
    public void It_changes_at_powers_of_two_only()
    {
        var timed = Timed(40, Seconds);
        CostModel.Learn(Encoding, timed[..7]).ShouldBeNull();
        CostModel.Learn(Encoding, Timed(40, _ => 0)).ShouldBeNull();
        var at = timed[39].Configuration;
        double After(int trials) => CostModel.Learn(Encoding, timed[..trials])!.Seconds(at);
        After(15).ShouldBe(After(8));
        After(16).ShouldNotBe(After(8));
        After(40).ShouldBe(After(32));
    }

    [Fact]
    public void A_slope_is_what_the_logarithm_changes_by()
    {
        var model = CostModel.Of(Encoding, Timed(24, Seconds));
        double[] features = [0.3, 0.4, 1, 0.5, 1], moved = [0.4, 0.4, 1, 0.5, 1];
        (model.LogSeconds(moved) - model.LogSeconds(features)).ShouldBe(0.1 * model.SlopeAlong(0), 1e-12);
        model.SlopeAlong(2).ShouldBe(0);
    }

    [Fact]
    public void Of_two_places_that_are_as_good_the_cheap_one_is_searched()
    {
        double Share(bool weighs)
        {
            var sampler = new BayesianSampler(Space, seed: 4);
            var observed = new List<Observation>();
            for (var trial = 0; trial < 40; trial++)
            {
                var configuration = sampler.Suggest(new(trial, observed, []))!;
                var loss = Math.Pow(configuration["dropout"].Number - 0.3, 2);
                observed.Add(new(trial, configuration, loss, Seconds: weighs ? Seconds(configuration) : 0));
            }

            return observed.Skip(10).Count(o => o.Configuration["units"].Number < 100) / 30.0;
        }

        Share(weighs: true).ShouldBeGreaterThan(0.8);
        Share(weighs: false).ShouldBeLessThan(0.7);
    }

    private static double Seconds(Configuration c) => 0.02 * c["units"].Number
        * (c["cell"].Text == "lstm" ? 1.3 * c["layers"].Number : 1);

    private static (Configuration Configuration, double Seconds)[] Timed(int trials, Func<Configuration, double> seconds)
    {
        var random = new RandomSampler(Space, seed: 2);
        return [.. Enumerable.Range(0, trials).Select(trial => random.Suggest(new(trial, [], []))!).Select(c => (c, seconds(c)))];
    }
}
