using System.Globalization;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Dashboard.Text;

/// <summary>What the table of trials shows, as its address says it.</summary>
/// <param name="Sort">A sort of <see cref="TrialQuery"/>; null = by number.</param>
/// <param name="Descending">Whether the largest comes first.</param>
/// <param name="Find">Words; null = all trials.</param>
/// <param name="Status">Where they stand; null = anywhere.</param>
/// <param name="Columns">Ids of the columns; null = the usual ones.</param>
internal sealed record TrialRequest(
    string? Sort = null, bool Descending = false, string? Find = null, WorkStatus? Status = null, IReadOnlyList<string>? Columns = null)
{
    // No column's name can hold it: names of parameters are words.
    private const char Between = ',';

    /// <summary>Reads it from the parts of an address, each of which may be missing or nonsense.</summary>
    public static TrialRequest Read(string? sort, string? order, string? find, string? status, string? columns) => new(
        string.IsNullOrWhiteSpace(sort) ? null : sort,
        order == "desc",
        string.IsNullOrWhiteSpace(find) ? null : find,
        Enum.TryParse<WorkStatus>(status, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null,
        string.IsNullOrEmpty(columns) ? null : columns.Split(Between, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The query for a part of the trials.</summary>
    public TrialQuery Query(int from, int count) => new(Sort, Descending, Find, Status is { } only ? [only] : null, from, count);

    /// <summary>The address of a view that shows it.</summary>
    /// <param name="path">Of the view.</param>
    /// <param name="page">Which part of the trials, from 1; null = the first, or all of them.</param>
    public string At(string path, int? page = null)
    {
        var parts = Parts().Append(new("page", page?.ToString(CultureInfo.InvariantCulture))).Where(part => part.Value is not null)
            .Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value!)}").ToArray();
        return parts.Length == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }

    private Dictionary<string, string?> Parts() => new()
    {
        ["sort"] = Sort,
        ["order"] = Descending ? "desc" : null,
        ["find"] = Find,
        ["status"] = Status?.ToString().ToLower(CultureInfo.InvariantCulture),
        ["columns"] = Columns is { } columns ? string.Join(Between, columns) : null,
    };

    /// <summary>Those of the columns that are shown, in the table's order.</summary>
    public IReadOnlyList<TrialColumn> Shown(IReadOnlyList<TrialColumn> all) =>
        Columns is { } chosen ? [.. all.Where(column => chosen.Contains(column.Id))] : Usual(all);

    // A hundred hyper-parameters are not read side by side: the first dozen, and the others by choice.
    private static IReadOnlyList<TrialColumn> Usual(IReadOnlyList<TrialColumn> all)
    {
        const int Most = 12;
        var parameters = all.Where(column => column.Id.StartsWith(TrialQuery.Parameter, StringComparison.Ordinal)).Take(Most).ToHashSet();
        return
        [
            .. all.Where(column => column.Id is not "retries"
                && (parameters.Contains(column) || !column.Id.StartsWith(TrialQuery.Parameter, StringComparison.Ordinal))),
        ];
    }
}
