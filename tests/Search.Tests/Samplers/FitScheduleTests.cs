using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Samplers;

public sealed class FitScheduleTests
{
    [Theory]
    [InlineData(10, 10)]
    [InlineData(39, 39)]
    [InlineData(41, 40)]
    [InlineData(200, 200)]
    [InlineData(1001, 992)]
    public void Fits_become_rarer_as_trials_accumulate(int trials, int fitted) => FitSchedule.ScheduledSize(trials).ShouldBe(fitted);

    [Fact]
    public void Hyper_parameters_depend_on_the_observations_alone()
    {
        var kept = new FitSchedule(new SpaceEncoding(Spaces.Mixed));
        foreach (var trials in new[] { 50, 20, 90 })
        {
            var observed = Histories.Request(Spaces.Mixed, "smooth", trials).Observed;
            var fresh = new FitSchedule(new SpaceEncoding(Spaces.Mixed)).For(observed);
            kept.For(observed).ToLogarithms().ShouldBe(fresh.ToLogarithms());
        }
    }

    [Fact]
    public void Between_fits_nothing_changes_although_the_folds_show_their_noise()
    {
        var schedule = new FitSchedule(new SpaceEncoding(Spaces.Mixed));
        var observed = Histories.Request(Spaces.Mixed, "smooth", 95).Observed.Select((o, i) => o with { Variance = 1e-6 * (1 + i % 5) })
            .ToList();
        var (before, after) = (schedule.For(observed[..92]), schedule.For(observed[..95])); // of both the first 92 are fitted
        after.Weights.ShouldBeSameAs(before.Weights, "or nothing that was factorised could be kept");
        (after.Noise, after.Detail).ShouldBe((before.Noise, before.Detail));
        schedule.For(observed[..88]).Weights.ShouldNotBeSameAs(before.Weights);
    }

    [Fact]
    public void A_changed_result_is_noticed()
    {
        var schedule = new FitSchedule(new SpaceEncoding(Spaces.Mixed));
        var observed = Histories.Request(Spaces.Mixed, "smooth", 20).Observed.ToList();
        var before = schedule.For(observed).ToLogarithms();
        observed[4] = observed[4] with { Loss = 9 };
        schedule.For(observed).ToLogarithms().ShouldNotBe(before);
    }

    [Fact]
    public void A_cliff_is_made_lower_and_a_slope_is_left_as_it_is()
    {
        var (space, random) = (Spaces.Box(2, 0, 1), new RandomStream(7));
        double[][] points = [.. Enumerable.Range(0, 32).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        double Bowl(double[] x) => Math.Pow(x[0] - 0.3, 2) + Math.Pow(x[1] - 0.4, 2);
        double[] Outcomes(Func<double[], double> loss, bool winsorizes)
        {
            var encoding = new SpaceEncoding(space);
            var schedule = new FitSchedule(encoding, winsorizes);
            schedule.For([.. points.Select((x, trial) => new Observation(trial, encoding.Decode(x), loss(x)))]);
            return schedule.Transform().Outcomes;
        }

        double Cliff(double[] x) => x[0] > 0.7 ? 100 : Bowl(x);
        double[] good = [.. points.Where(x => x[0] <= 0.7).Select(Bowl)];
        double Spread(double[] outcomes) =>
            points.Zip(outcomes).Where(p => p.First[0] <= 0.7).Select(p => p.Second) is var y ? y.Max() - y.Min() : 0;
        Spread(Outcomes(Cliff, winsorizes: true)).ShouldBeGreaterThan(5 * Spread(Outcomes(Cliff, winsorizes: false)));
        Outcomes(Bowl, winsorizes: true).ShouldBe(Outcomes(Bowl, winsorizes: false));
        good.Length.ShouldBeInRange(12, 28);
    }
}
