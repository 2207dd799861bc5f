using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Suites;
using Orchestrator.Search.Suites.Networks;

namespace Orchestrator.Search.Tests.Suites;

public sealed class SmallNetworkTests
{
    public static TheoryData<string> Names => [.. NetworkFamilies.All.Select(problem => problem.Name)];

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(0, 3, 0)]
    [InlineData(0, 2, 0.4)]
    [InlineData(1, 3, 0.4)]
    public void A_perceptrons_gradient_is_that_of_its_loss(int activation, int layers, double dropout) => Check(
        random => new SmallPerceptron([3, .. Enumerable.Repeat(6, layers), 1], (Activation)activation, 1, dropout, random),
        [0.3, -0.8, 0.6]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_convolutions_gradient_is_that_of_its_loss(bool most) =>
        Check(random => new SmallConvolution(filters: 4, length: 3, places: 7, most, 1, random), [0, 3, 1, 1, 2, 0, 3, 2, 1]);

    [Fact]
    public void A_recurrent_networks_gradient_is_that_of_its_loss() =>
        Check(random => new SmallRecurrent(units: 5, length: 6, 1, random), [0.5, -1.2, 0.1, 0.9, -0.4, 2]);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_configuration_has_one_loss_of_a_member_and_another_of_the_next(string name)
    {
        var problem = Problem(name);
        SuiteFunction member = problem.Member(0), again = problem.Member(0), other = problem.Member(1);
        Configuration[] drawn = [.. Draw(problem.Space, 20)];
        double[] losses = [.. drawn.Select(member.Value)];
        drawn.Reverse().Select(member.Value).Reverse().ShouldBe(losses);
        drawn.AsParallel().AsOrdered().Select(again.Value).ShouldBe(losses);
        drawn.Select(other.Value).Zip(losses).Count(pair => pair.First == pair.Second).ShouldBeLessThan(5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Good_configurations_learn_and_poor_ones_do_not(string name)
    {
        var problem = Problem(name);
        var member = problem.Member(0);
        Configuration[] drawn = [.. Draw(problem.Space, 60)];
        drawn.Select(member.Value).Where(loss => !double.IsNaN(loss)).Min().ShouldBeInRange(0.01, 0.8);
        member.Value(With(With(drawn[0], "rate", 1e-9), "scale", 1e-3)).ShouldBeInRange(0.9, 1.1);
        drawn.Select(c => member.Value(With(c, "rate", 1e5))).ShouldAllBe(loss => double.IsNaN(loss) || loss > 1);
    }

    [Fact]
    public void Long_gradients_are_cut_and_weights_decay()
    {
        double[] weights = [1, 0];
        new GradientSteps(new(1, 1, Rate: 0.1, Decay: 0.5) { Clip = 1 }, weights).Take([3, 4]);
        weights[0].ShouldBe(1 - 0.1 * (0.6 + 0.5), 1e-12);
        weights[1].ShouldBe(-0.1 * 0.8, 1e-12);
    }

    [Fact]
    public void Momentum_keeps_a_part_of_the_step_before()
    {
        double[] weights = [0];
        var steps = new GradientSteps(new(1, 1, Rate: 0.1, Decay: 0) { Momentum = 0.5 }, weights);
        steps.Take([1]);
        steps.Take([1]);
        weights[0].ShouldBe(-0.1 * (1 + 1.5), 1e-12);
    }

    [Fact]
    public void Adams_steps_are_as_long_as_the_rate_while_the_gradient_stays_the_same()
    {
        double[] weights = [0, 0];
        var steps = new GradientSteps(new(1, 1, Rate: 0.1, Decay: 0) { Adam = true }, weights);
        for (var step = 0; step < 7; step++)
        {
            steps.Take([1e-3, -50]);
        }

        weights[0].ShouldBe(-0.7, 1e-4);
        weights[1].ShouldBe(0.7, 1e-4);
    }

    /// <summary>Central differences at random weights and biases. A network is made anew for each, and drops the same units.</summary>
    private static void Check<TRow>(Func<RandomStream, ISmallNetwork<TRow>> make, TRow row)
    {
        const double step = 1e-5;
        var steepest = 0.0; // where all units of a layer rest, nothing is steep
        for (ulong seed = 0; seed < 5; seed++)
        {
            var count = make(new RandomStream(seed)).Weights.Length;
            var weights = Parts.Normal(new RandomStream(100 + seed), count);
            ISmallNetwork<TRow> At(int changed, double by)
            {
                var network = make(new RandomStream(seed));
                weights.CopyTo(network.Weights, 0);
                network.Weights[changed] += by;
                return network;
            }

            foreach (var loss in new[] { OutputLoss.Squares, OutputLoss.Logits })
            {
                double Loss(int changed, double by) => loss.Value(At(changed, by).Forward(row, training: true), 1);
                var (network, gradient) = (At(0, 0), new double[count]);
                network.Backward(loss.Slope(network.Forward(row, training: true), 1), gradient);
                for (var i = 0; i < count; i++)
                {
                    gradient[i].ShouldBe((Loss(i, step) - Loss(i, -step)) / (2 * step), 1e-5);
                }

                steepest = Math.Max(steepest, gradient.SkipLast(1).Max(Math.Abs));
            }
        }

        steepest.ShouldBeGreaterThan(0.1);
    }

    private static SuiteProblem Problem(string name) => NetworkFamilies.All.Single(problem => problem.Name == name);

    private static Configuration With(Configuration c, string name, double value) =>
        new([.. c.Settings.Select(setting => setting.Name == name ? new Setting(name, ParameterValue.Of(value)) : setting)]);

    private static IEnumerable<Configuration> Draw(SearchSpace space, int count)
    {
        var random = new RandomSampler(space, 9);
        return Enumerable.Range(0, count).Select(i => random.Suggest(new SuggestionRequest(i, [], []))!);
    }
}
