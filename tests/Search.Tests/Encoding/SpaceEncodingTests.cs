using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Tests.Encoding;

public sealed class SpaceEncodingTests
{
    [Fact]
    public void Any_point_decodes_into_the_space_and_back_to_itself() =>
        Prop.ForAll(AnySpace.Arbitrary, ArbMap.Default.ArbFor<ulong>(), (space, seed) =>
        {
            var encoding = new SpaceEncoding(space);
            var random = new RandomStream(seed);
            double[] point = [.. encoding.Axes.Select(axis => axis.FromUniform(random.NextDouble()))];
            var configuration = encoding.Decode(point);
            var again = encoding.Decode(encoding.Encode(configuration));
            return space.Contains(configuration) && Near(configuration, again);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(11, 13));

    [Fact]
    public void Every_level_of_an_integer_is_drawn_equally_often()
    {
        var axis = Axis.Of(new IntParameter("n", 1, 4));
        var counts = Enumerable.Range(0, 1000).Select(i => axis.Decode(axis.FromUniform((i + 0.5) / 1000)).Number).CountBy(n => n);
        counts.ShouldAllBe(pair => pair.Value == 250);
    }

    [Fact]
    public void A_logarithmic_integer_gives_each_octave_its_share()
    {
        var axis = Axis.Of(new IntParameter("units", 16, 512, Log: true));
        var octaves = Enumerable.Range(0, 10_000).Select(i => (int)Math.Log2(axis.Decode((i + 0.5) / 10_000).Number)).CountBy(o => o)
            .ToDictionary();
        for (var octave = 4; octave < 9; octave++)
        {
            octaves[octave].ShouldBeInRange(1900, 2100);
        }
    }

    [Fact]
    public void The_ends_of_a_logarithmic_range_are_exact()
    {
        var axis = Axis.Of(new FloatParameter("lr", 1e-5, 0.3, Log: true));
        axis.Decode(0).Number.ShouldBe(1e-5);
        axis.Decode(1).Number.ShouldBe(0.3);
    }

    [Fact]
    public void Configurations_that_lack_a_parameter_differ_only_in_what_they_have()
    {
        var encoding = new SpaceEncoding(Spaces.Conditional);
        double[] one = new double[encoding.Features], other = new double[encoding.Features];
        encoding.Featurize([1, 0.1, 0.2, 0.3, 0.4, 0, 0.6], one);   // adam, one layer: momentum, units, nesterov and lookahead are absent
        encoding.Featurize([1, 0.9, 0.2, 0.8, 0.7, 1, 0.1], other);
        one.ShouldBe(other);
        encoding.Featurize([0, 0.9, 0.2, 0.8, 0.7, 1, 0.1], other);
        one.Zip(other).Count(pair => pair.First != pair.Second).ShouldBeGreaterThan(2);
    }

    [Fact]
    public void A_condition_on_an_unknown_parameter_is_refused() =>
        Should.Throw<ArgumentException>(() =>
            new SpaceEncoding(Spaces.Of(new IntParameter("n", 1, 2, Condition: Spaces.When("nobody", "x")))));

    private static bool Near(Configuration a, Configuration b) =>
        a.Count == b.Count && a.Settings.Zip(b.Settings).All(pair =>
            pair.First.Name == pair.Second.Name && pair.First.Value.Text == pair.Second.Value.Text
            && (pair.First.Value.IsText || Math.Abs(pair.First.Value.Number - pair.Second.Value.Number) <= 1e-9
                * Math.Max(1e-12, Math.Abs(pair.First.Value.Number))));
}
