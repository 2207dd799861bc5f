using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

/// <summary>What a Gaussian process makes of trials that have not ended.</summary>
public sealed class FantasyTests
{
    private const int Rows = 20;
    private static readonly Hyperparameters Parameters = new([8, 3, 0.5], 1.5, 1e-6, Bowl: 0.6);
    private static readonly FeatureTable Pending = Tables.Random(3, seed: 5).Table;

    private readonly GaussianProcess observed;
    private readonly GaussianProcess believing;
    private readonly Fantasies fantasies;

    public FantasyTests()
    {
        var (table, outcomes) = Tables.Random(Rows);
        observed = GaussianProcess.Fit(table, outcomes, Parameters);
        believing = observed.Believing(Pending);
        fantasies = believing.Fantasize(Rows, pairs: 4000, new RandomStream(2));
    }

    [Fact]
    public void Draws_have_the_posterior_s_mean_and_variance()
    {
        var drawn = MeansAt(Pending);
        double[] features = new double[3];
        for (var i = 0; i < Pending.Count; i++)
        {
            Pending.CopyRow(i, features);
            var (mean, variance) = observed.Predict(features);
            var column = drawn.Select(means => means[i]).ToList();
            column.Average().ShouldBe(mean, 1e-6);
            column.Average(x => (x - mean) * (x - mean)).ShouldBe(variance, 0.1 * variance);
        }
    }

    [Fact]
    public void Neighbours_are_drawn_together()
    {
        var near = new FeatureTable([false, false, true]); // two points beside each other, where nobody has been
        near.Add([3, 3, 2]);
        near.Add([3.01, 3, 2]);
        var process = observed.Believing(near);
        double[] means = new double[2 * 200], variances = new double[2];
        process.Predict(near, process.Fantasize(Rows, 100, new RandomStream(3)), means, variances);
        for (var b = 0; b < 200; b++)
        {
            means[b].ShouldBe(means[200 + b], 0.25);
        }

        means[..200].Max().ShouldBeGreaterThan(means[..200].Min() + 2);
    }

    [Fact]
    public void What_is_drawn_is_what_is_believed_there()
    {
        foreach (var (fantasy, means) in fantasies.Draws.Zip(MeansAt(Pending)))
        {
            for (var i = 0; i < Pending.Count; i++)
            {
                fantasy.Drawn[i].ShouldBe(means[i], 1e-4);
            }
        }
    }

    [Fact]
    public void What_is_better_than_allowed_is_believed_to_be_as_good_as_that()
    {
        double[] Believed(double least) => observed.Believing(Pending, least).Outcomes[Rows..];
        var (free, middle) = (Believed(double.NegativeInfinity), Believed(double.NegativeInfinity).Order().ElementAt(Pending.Count / 2));
        free.Min().ShouldBeLessThan(middle);
        var bounded = Believed(middle);
        bounded.ShouldAllBe(outcome => outcome >= middle);
        bounded[Array.IndexOf(free, free.Min())].ShouldBe(middle);
    }

    [Fact]
    public void Far_away_nothing_changes()
    {
        var far = new FeatureTable([false, false, true]);
        far.Add([40, 40, 0]);
        var expected = believing.Predict([40, 40, 0]).Mean;
        MeansAt(far).ShouldAllBe(means => Math.Abs(means[0] - expected) < 1e-6);
    }

    [Fact]
    public void A_fantasy_is_what_the_process_would_believe_of_what_it_draws()
    {
        var (table, outcomes) = Tables.Random(Rows);
        double[] at = new double[3];
        for (var i = 0; i < Pending.Count; i++)
        {
            Pending.CopyRow(i, at);
            table.Add(at);
        }

        // But for the most probable prior mean, which a fantasy leaves as it is: near trials that hardly matters.
        var points = Tables.Random(Rows).Table;
        for (var b = 0; b < 6; b++)
        {
            var told = GaussianProcess.Fit(table, [.. outcomes, .. fantasies.Draws[b].Drawn], Parameters);
            var means = MeansAt(points)[b];
            for (var i = 0; i < points.Count; i++)
            {
                points.CopyRow(i, at);
                means[i].ShouldBe(told.Predict(at).Mean, 1e-3);
            }
        }
    }

    /// <summary>For each fantasy its means at some points.</summary>
    private List<double[]> MeansAt(FeatureTable points)
    {
        double[] all = new double[points.Count * fantasies.Count], variances = new double[points.Count];
        believing.Predict(points, fantasies, all, variances);
        return [.. Enumerable.Range(0, fantasies.Count)
            .Select(b => Enumerable.Range(0, points.Count).Select(i => all[i * fantasies.Count + b]).ToArray())];
    }
}
