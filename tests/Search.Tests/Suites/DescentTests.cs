using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Tests.Suites;

public sealed class DescentTests
{
    [Fact]
    public void A_descent_finds_the_least_of_many_minima()
    {
        double[] centre = [0.31, 0.62, 0.87];
        double Waves(double[] x) => x.Select((v, i) => v - centre[i]).Sum(z => 10 * z * z + 1 - Math.Cos(2 * Math.PI * 4 * z));
        Descent.Least(new RandomStream(5), 3, Waves).ShouldBe(0, 1e-9);
        Descent.Least(new RandomStream(5), 2, x => x[0] - x[1]).ShouldBe(-1, 1e-9); // a corner
    }

    [Fact]
    public void A_descent_keeps_to_what_a_space_allows_and_what_does_not_fail()
    {
        var space = Parts.Space(new FloatParameter("x", 1e-3, 1, Log: true), new IntParameter("n", 1, 50), Parts.Choice("kind", 3),
            new IntParameter("more", 1, 4, Condition: Parts.When("kind", "b"))) with
        {
            Constraints = [Constraint.Parse("n <= 31")],
        };
        double Value(Configuration c) => c["x"].Number < 0.01 ? double.NaN // the best are beyond n = 31 and beyond x = 0.01
            : c["x"].Number - c["n"].Number + (Parts.Level(c, "kind") == 1 ? -c["more"].Number : 0);
        Descent.Least(new RandomStream(5), space, Value).ShouldBe(0.01 - 31 - 4, 1e-6);
    }
}
