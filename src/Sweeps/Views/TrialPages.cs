using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps.Views;

/// <summary>Some of a sweep's trials, sorted and filtered.</summary>
public static class TrialPages
{
    private static readonly IReadOnlyDictionary<string, Func<TrialState, Key>> Columns = new Dictionary<string, Func<TrialState, Key>>
    {
        ["trial"] = trial => new(trial.Number),
        ["status"] = trial => new(0, trial.Status.ToString()),
        ["folds"] = trial => new(trial.Folds.Count(f => f.Result is not null)),
        ["seconds"] = trial => new((trial.EndedAt - trial.SuggestedAt)?.TotalSeconds),
        ["score"] = trial => new(trial.Mean),
    };

    /// <summary>What a query asks for.</summary>
    /// <exception cref="UserError">There is no such column, or the page is no page.</exception>
    public static TrialPage Of(SweepState state, TrialQuery query)
    {
        if (query.From < 0 || query.Count is < 1 or > TrialQuery.Most)
        {
            throw new UserError($"A page of trials begins at 0 or later and has 1 to {TrialQuery.Most} of them.");
        }

        var words = (query.Filter ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var wanted = state.Trials.Where(trial =>
            (query.Statuses is not { Count: > 0 } statuses || statuses.Contains(trial.Status))
            && Array.TrueForAll(words, word => Says(trial, word)));
        var sorted = Sorted(wanted, Column(state, query.Sort ?? "trial"), query.Descending).ToArray();
        return new TrialPage(state.Id, state.Trials.Count, sorted.Length,
            [.. sorted.Skip(query.From).Take(query.Count).Select(trial => TrialViews.Row(state, trial))]);
    }

    // Of equals the earlier one first, and what has no value last, whichever way.
    private static IEnumerable<TrialState> Sorted(IEnumerable<TrialState> trials, Func<TrialState, Key> column, bool descending)
    {
        var keyed = trials.Select(trial => (Trial: trial, Key: column(trial)));
        var present = keyed.OrderBy(t => t.Key.IsAbsent);
        return (descending ? present.ThenByDescending(t => t.Key) : present.ThenBy(t => t.Key)).ThenBy(t => t.Trial.Number)
            .Select(t => t.Trial);
    }

    private static Func<TrialState, Key> Column(SweepState state, string name)
    {
        if (Columns.TryGetValue(name, out var column))
        {
            return column;
        }

        if (name.StartsWith(TrialQuery.Score, StringComparison.Ordinal))
        {
            var metric = name[TrialQuery.Score.Length..];
            var place = state.Definition.Objectives.ToList().FindIndex(o => o.Metric == metric);
            if (place >= 0)
            {
                return trial => new(trial.Scores.ElementAtOrDefault(place)?.Mean);
            }
        }
        else if (name.StartsWith(TrialQuery.Parameter, StringComparison.Ordinal)
            && name[TrialQuery.Parameter.Length..] is var parameter && state.Definition.Space.Parameters.Any(p => p.Name == parameter))
        {
            return trial => trial.Configuration.TryGet(parameter, out var value)
                ? new(value.IsText ? 0 : value.Number, value.Text) : default;
        }

        throw new UserError($"Trials of sweep '{state.Id}' cannot be sorted by '{name}': it is one of {string.Join(", ", Columns.Keys)}, "
            + $"'{TrialQuery.Score}METRIC' of an objective or '{TrialQuery.Parameter}NAME' of a hyper-parameter.");
    }

    private static bool Says(TrialState trial, string word) =>
        trial.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) == word
        || trial.Configuration.Settings.Any(s => $"{s.Name}={s.Value}".Contains(word, StringComparison.OrdinalIgnoreCase))
        || trial.Reason?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    // A number and a text; a choice that spells a number is sorted as text, as it stands there.
    private readonly record struct Key(double? Number, string? Text = null) : IComparable<Key>
    {
        public bool IsAbsent => Number is null or double.NaN;

        public int CompareTo(Key other)
        {
            var byText = string.CompareOrdinal(Text, other.Text);
            return byText != 0 ? byText : Nullable.Compare(Number, other.Number);
        }
    }
}
