using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Coordinator.Journaling;
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
    public static async Task<IReadOnlyList<SweepState>> LoadAsync(SweepArchive archive, SweepState member)
    {
        var states = new List<SweepState>();
        for (var fold = 0; member.Definition.CrossValidation.Nested is not null && fold < member.Definition.CrossValidation.Folds; fold++)
        {
            if (await archive.LoadAsync(Member(member.Id, fold)) is { } state) states.Add(state);
        }
        return states;
    }

    private static SweepId Member(SweepId any, int fold)
    {
        var mark = any.Value.LastIndexOf(Mark, StringComparison.Ordinal);
        var head = mark < 0 ? any.Value : any.Value[..mark];
        return new SweepId(fold == 0 ? head : head + Mark + fold.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
