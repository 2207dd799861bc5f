using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cli.Embedded;

/// <summary>
/// The sweeps of a nested cross-validation, one an outer fold: <c>splice-1</c>, <c>splice-1-outer1</c>, <c>splice-1-outer2</c>. Each is a sweep
/// like any other; which comes next stands in its definition, so that a series can be resumed from its journal alone.
/// </summary>
internal static class NestedSeries
{
    private const string Mark = "-outer";

    /// <summary>The sweep of the next outer fold; null after the last, and where nothing is nested.</summary>
    public static (SweepId Sweep, SweepDefinition Definition)? After(SweepId sweep, SweepDefinition definition) =>
        definition.CrossValidation is { Nested: { } nested } splits && nested.Outer + 1 < splits.Folds
            ? (Member(sweep, nested.Outer + 1), definition with { CrossValidation = splits with { Nested = nested with { Outer = nested.Outer + 1 } } })
            : null;

    /// <summary>Those sweeps of a series that have begun, in the order of their outer folds; none where nothing is nested.</summary>
    public static async Task<IReadOnlyList<SweepState>> LoadAsync(Func<SweepId, Task<SweepState?>> find, SweepState member)
    {
        var states = new List<SweepState>();
        for (var fold = 0; member.Definition.CrossValidation.Nested is not null && fold < member.Definition.CrossValidation.Folds; fold++)
        {
            if (await find(Member(member.Id, fold)) is { } state) states.Add(state);
        }
        return states;
    }

    // Those that a cluster runs have a number each behind that of the fold: splice-outer1-3.
    private static SweepId Member(SweepId any, int fold)
    {
        var mark = any.Value.LastIndexOf(Mark, StringComparison.Ordinal);
        var head = mark < 0 ? any.Value : any.Value[..mark];
        var number = mark >= 0 && any.Value[(mark + Mark.Length)..].Split('-', 2) is [_, var own] ? $"-{own}" : "";
        return new SweepId(fold == 0 && number.Length == 0 ? head : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{head}{Mark}{fold}{number}"));
    }
}
