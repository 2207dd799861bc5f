using System.Globalization;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Embedded;

/// <summary>
/// The sweeps of a nested cross-validation, one an outer fold. They belong together by the series and the outer fold in their definitions;
/// their names are for people, and tell nothing: two submissions of one file have the same names, and may be of other seeds or spaces.
/// </summary>
internal static class NestedSeries
{
    private const string Mark = "-outer";

    /// <summary>What the sweep of an outer fold is defined as.</summary>
    public static SweepDefinition Part(SweepDefinition definition, int outer) =>
        definition with
        {
            CrossValidation =
            definition.CrossValidation with { Nested = definition.CrossValidation.Nested! with { Outer = outer } }
        };

    /// <summary>The definition for the next outer fold; null after the last, and where nothing is nested.</summary>
    public static SweepDefinition? After(SweepDefinition definition) =>
        definition.CrossValidation is { Nested: { } nested } splits && nested.Outer + 1 < splits.Folds
            ? Part(definition, nested.Outer + 1) : null;

    /// <summary>An id for the sweep of the next outer fold that no sweep has yet: <c>splice-1-outer1</c> after <c>splice-1</c>.</summary>
    public static async Task<SweepId> NewIdAsync(SweepQueries sweeps, SweepId before, int outer)
    {
        var first = outer == 1 ? before.Value : before.Value[..before.Value.LastIndexOf(Mark, StringComparison.Ordinal)];
        var name = string.Create(CultureInfo.InvariantCulture, $"{first}{Mark}{outer}");
        return (await sweeps.ListAsync()).Any(known => known.Value == name) ? await SweepIds.NextAsync(sweeps, name) : new SweepId(name);
    }

    /// <summary>The sweeps of a journal that are part of a series, by series and outer fold. Of each sweep the first event is
    /// read.</summary>
    public static async Task<IReadOnlyDictionary<(string Series, int Outer), SweepId>> MembersAsync(SweepQueries sweeps)
    {
        var members = new Dictionary<(string, int), SweepId>();
        foreach (var sweep in await sweeps.ListAsync())
        {
            await foreach (var happened in sweeps.EventsAsync(sweep))
            {
                if (happened is SweepPlanned { Definition.CrossValidation.Nested: { } nested })
                {
                    members[(nested.Series, nested.Outer)] = sweep;
                }

                break;
            }
        }
        return members;
    }

    /// <summary>Those sweeps of a series that have begun, in the order of their outer folds; none where nothing is nested.</summary>
    public static async Task<IReadOnlyList<SweepState>> LoadAsync(ISweepClient place, SweepState member) =>
        member.Definition.CrossValidation.Nested is { } nested ? Of(nested.Series, await place.SeriesAsync(nested.Series)) : [];

    /// <summary>
    /// Of some sweeps those of one series, one for an outer fold. A fold that was submitted twice counts once: the sweep that is completed,
    /// or the later one.
    /// </summary>
    public static IReadOnlyList<SweepState> Of(string series, IEnumerable<SweepState> sweeps) =>
    [
        .. from sweep in sweeps
           let nested = sweep.Definition.CrossValidation.Nested
           where nested?.Series == series
           group sweep by nested.Outer into fold
           orderby fold.Key
           select fold.OrderByDescending(s => s.Status == SweepStatus.Completed).ThenByDescending(s => s.StartedAt).First(),
    ];
}
