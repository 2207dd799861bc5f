using System.Globalization;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Dashboard.Text;

/// <summary>A column of the table of trials.</summary>
/// <param name="Id">In addresses: the word by which trials are sorted, or else a name.</param>
/// <param name="Title">Its head.</param>
/// <param name="IsNumber">Whether it stands right.</param>
/// <param name="Sort">By what trials are sorted; null = not by this.</param>
/// <param name="Shown">What a cell shows.</param>
/// <param name="Exact">The same with all digits, for files.</param>
internal sealed record TrialColumn(
    string Id, string Title, bool IsNumber, string? Sort, Func<TrialRow, string> Shown, Func<TrialRow, string> Exact);

/// <summary>The columns of the table of trials.</summary>
internal static class TrialTable
{
    /// <summary>All of them for a sweep, in the order in which they stand.</summary>
    public static IReadOnlyList<TrialColumn> Columns(SweepDefinition definition) =>
    [
        Whole("trial", "Trial", row => row.Trial),
        new("status", "Status", false, "status", row => Standing.Of(row.Status).Word, row => Standing.Of(row.Status).Word),
        .. definition.Objectives.SelectMany((objective, place) => Score(objective.Metric, place, place == 0)),
        .. definition.Space.Parameters.Select(OfParameter),
        new("folds", "Folds", true, "folds", row => $"{row.FoldsDone}/{row.Folds}", row => Exact(row.FoldsDone)),
        new("seconds", "Took", true, "seconds", row => Numbers.Duration(row.Seconds), row => Exact(row.Seconds)),
        Whole("retries", "Retries", row => row.Retries, sorted: false),
        new("reason", "Note", false, null, row => row.Reason ?? "", row => row.Reason ?? ""),
    ];

    private static IEnumerable<TrialColumn> Score(string metric, int place, bool first)
    {
        var sort = first ? "score" : TrialQuery.Score + metric;
        // What some folds let expect is shown as such; in files a score is that of all folds.
        yield return new TrialColumn(TrialQuery.Score + metric, metric, true, sort,
            row => first && row.Partial is { } partial ? NumberText.Expected + NumberText.Score(partial.Mean)
                : NumberText.Score(Of(row, place)?.Mean),
            row => Exact(Of(row, place)?.Mean));
        yield return new TrialColumn($"deviation:{metric}", $"± {metric}", true, null,
            row => first && row.Partial is { } partial ? Numbers.Deviation(partial.Mean, partial.Deviation)
                : Numbers.Deviation(Of(row, place)?.Mean, Of(row, place)?.Deviation),
            row => Exact(Of(row, place)?.Deviation));
    }

    private static TrialColumn OfParameter(Parameter parameter)
    {
        var name = parameter.Name;
        return new TrialColumn(TrialQuery.Parameter + name, name, parameter is not CategoricalParameter, TrialQuery.Parameter + name,
            row => row.Configuration.TryGet(name, out var value) ? NumberText.Value(value) : NumberText.Nothing,
            row => row.Configuration.TryGet(name, out var value) ? value.ToString() : "");
    }

    private static TrialColumn Whole(string id, string title, Func<TrialRow, int> of, bool sorted = true) =>
        new(id, title, true, sorted ? id : null, row => of(row).ToString(CultureInfo.InvariantCulture), row => Exact(of(row)));

    private static ObjectiveScore? Of(TrialRow row, int place) => row.Scores.Count > place ? row.Scores[place] : null;

    private static string Exact(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
