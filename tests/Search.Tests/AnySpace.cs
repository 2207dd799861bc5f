using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Search.Tests;

/// <summary>Arbitrary valid search spaces of one to six parameters, some of which depend on earlier ones.</summary>
internal static class AnySpace
{
    private static readonly Gen<Parameter> Real =
        from low in Gen.Choose(-100, 100)
        from width in Gen.Choose(0, 1000)
        from step in Gen.Elements<double?>(null, 0.1, 7)
        select (Parameter)new FloatParameter("", low, low + width, Step: step);

    private static readonly Gen<Parameter> Logarithmic =
        from exponent in Gen.Choose(-12, 6)
        from decades in Gen.Choose(0, 8)
        select (Parameter)new FloatParameter("", Math.Pow(10, exponent), Math.Pow(10, exponent + decades), Log: true);

    private static readonly Gen<Parameter> Integer =
        from log in Gen.Elements(true, false)
        from low in Gen.Choose(log ? 1 : -50, 50)
        from width in Gen.Choose(0, 300)
        from step in Gen.Elements(1L, 1, 3, 64)
        select (Parameter)new IntParameter("", low, low + width, log, step);

    private static readonly Gen<Parameter> Categorical =
        from count in Gen.Choose(1, 5)
        select (Parameter)new CategoricalParameter("", Enumerable.Range(0, count).Select(i => $"choice {i}").ToEquatableList());

    public static Arbitrary<SearchSpace> Arbitrary { get; } = Arb.From(
        from count in Gen.Choose(1, 6)
        from parameters in Gen.ArrayOf(Gen.OneOf(Real, Logarithmic, Integer, Categorical), count)
        from links in Gen.ArrayOf(Gen.Choose(-12, 5), count)
        select Join(parameters, links));

    /// <summary>Names the parameters and hangs some of them on the first or last value of a discrete one before them.</summary>
    private static SearchSpace Join(Parameter[] parameters, int[] links)
    {
        var joined = new Parameter[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            var parent = links[i] >= 0 && links[i] < i ? joined[links[i]] : null;
            joined[i] = parameters[i] with { Name = $"p{i}", Condition = parent is null ? null : Condition(parent, links[i] % 2 == 0) };
        }

        return new SearchSpace(joined.ToEquatableList());
    }

    private static Condition? Condition(Parameter parent, bool first) => parent switch
    {
        CategoricalParameter p => new(p.Name, [ParameterValue.Of(first ? p.Choices[0] : p.Choices[^1])]),
        IntParameter p => new(p.Name, [ParameterValue.Of(p.Low), ParameterValue.Of(p.Low + (first ? p.Step : 0))]),
        _ => null,
    };
}
