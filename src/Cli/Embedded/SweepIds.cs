using System.Globalization;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Embedded;

/// <summary>Names new sweeps and finds old ones.</summary>
internal static class SweepIds
{
    /// <summary>The sweep's name with the next free number: <c>splice-1</c>, <c>splice-2</c>.</summary>
    public static async Task<SweepId> NextAsync(SweepQueries sweeps, string name)
    {
        var prefix = name + "-";
        var taken = from id in await sweeps.ListAsync()
                    where id.Value.StartsWith(prefix, StringComparison.Ordinal)
                    select int.TryParse(id.Value.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                        ? number : 0;
        return new SweepId(string.Create(CultureInfo.InvariantCulture, $"{prefix}{taken.DefaultIfEmpty(0).Max() + 1}"));
    }

    /// <summary>The id with the next number.</summary>
    public static SweepId After(SweepId sweep)
    {
        var dash = sweep.Value.LastIndexOf('-') + 1;
        var number = int.Parse(sweep.Value.AsSpan(dash), CultureInfo.InvariantCulture);
        return new SweepId(string.Create(CultureInfo.InvariantCulture, $"{sweep.Value[..dash]}{number + 1}"));
    }

    /// <summary>The sweep of that id; without an id the one that was started last, among those that <paramref name="admits"/> lets
    /// in.</summary>
    /// <exception cref="UserError">There is none.</exception>
    public static async Task<SweepState> FindAsync(SweepQueries sweeps, string? id, Func<SweepState, bool>? admits = null)
    {
        if (id is not null)
        {
            return await sweeps.LoadAsync(new SweepId(id)) ?? throw await UnknownAsync(sweeps, id);
        }
        SweepState? last = null;
        foreach (var known in await sweeps.ListAsync())
        {
            var state = await sweeps.LoadAsync(known);
            if (state is not null && admits?.Invoke(state) != false && (last is null || state.StartedAt > last.StartedAt))
            {
                last = state;
            }
        }
        return last ?? throw new UserError("There is no such sweep. 'orchestrator list' shows all of them.");
    }

    private static async Task<UserError> UnknownAsync(SweepQueries sweeps, string id)
    {
        var known = (await sweeps.ListAsync()).Select(s => s.Value).ToArray();
        var nearest = NearestWord.Find(id, known);
        return new UserError(
            $"There is no sweep '{id}'. {(nearest is null ? "'orchestrator list' shows all of them." : $"Did you mean '{nearest}'?")}");
    }
}
