using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Samplers;

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

    /// <summary>The same under one to three constraints, which leave a hundredth of the space at least.</summary>
    public static Arbitrary<SearchSpace> Constrained { get; } = Arb.From(
        from space in Arbitrary.Generator
        from witness in Gen.Choose(0, 1000)
        from shapes in Gen.ArrayOf(Gen.Choose(0, 999), 3)
        from count in Gen.Choose(1, 3)
        let constrained = space with { Constraints = shapes.Take(count).Select(shape => Around(space, witness, shape)).ToEquatableList() }
        where FeasibleShare.Of(constrained).Share > 0.01
        select constrained);

    /// <summary>A constraint that a random point of the space, the witness, meets.</summary>
    private static Constraint Around(SearchSpace space, int witness, int shape)
    {
        var point = new RandomSampler(space, 77).Suggest(new SuggestionRequest(witness, [], []))!;
        Setting a = point.Settings[shape % point.Count], b = point.Settings[shape / 7 % point.Count];
        string Words(Setting at, bool below) =>
            at.Value.IsText ? $"{at.Name} {(below ? "==" : "in")} {(below ? $"'{at.Value}'" : $"['{at.Value}', 'choice 0']")}"
            : string.Create(CultureInfo.InvariantCulture,
                $"{at.Name} {(below ? "<=" : ">=")} {at.Value.Number:R} {(below ? "+" : "-")} {0.2 * Math.Abs(at.Value.Number):R}");
        return Constraint.Parse((shape % 5) switch
        {
            0 => Words(a, below: true),
            1 => $"{Words(a, below: false)} and {Words(b, below: true)}",
            2 => $"{Words(a, below: true)} or not ({Words(b, below: false)})",
            3 when !a.Value.IsText && !b.Value.IsText => string.Create(
                CultureInfo.InvariantCulture,
                    $"{a.Name} + {b.Name} <= {a.Value.Number:R} + {b.Value.Number:R} + {0.1 * Math.Abs(a.Value.Number):R}"),
            _ => $"not (not ({Words(b, below: false)}))",
        });
    }

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
