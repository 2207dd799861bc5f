using Orchestrator.Models.Data;

namespace Orchestrator.Models.Metrics;

/// <summary>Tells before anything is trained on which rows a metric has no value, whatever is predicted.</summary>
public static class UndefinedMetric
{
    /// <summary>Why a metric is not defined on some rows; null = it is.</summary>
    /// <param name="metric">Its name.</param>
    /// <param name="targets">The targets of all rows.</param>
    /// <param name="rows">The rows, at least one.</param>
    public static string? On(string metric, Targets targets, IReadOnlyList<int> rows)
    {
        switch (metric, targets)
        {
            case ("auc" or "pr_auc", ClassTargets classes):
                var found = rows.Select(row => classes.Classes[row]).Distinct().Take(2).ToArray();
                // The curve of precision and recall needs rows of the class that is looked for, and no others.
                return found.Length == 1 && (metric == "auc" || (classes.Names.Count == 2 && found[0] == 0))
                    ? $"all {rows.Count} rows to validate on are of class '{classes.Names[found[0]]}'" : null;
            case ("auc" or "pr_auc", ValueTargets { AreLabels: true } labels):
                return Enumerable.Range(0, labels.Columns).All(column => Values(labels, rows, column) is var values
                    && (metric == "auc" ? values.Length < 2 : !values.Contains(1)))
                    ? "each label is the same in all rows to validate on" : null;
            case ("r2" or "pearson" or "spearman", ValueTargets values):
                return Enumerable.Range(0, values.Columns).All(column => Values(values, rows, column).Length < 2)
                    ? "the target is the same in all rows to validate on" : null;
            default:
                return null;
        }
    }

    /// <summary>At most two different values that a column is known to have in some rows.</summary>
    internal static float[] Values(ValueTargets targets, IReadOnlyList<int> rows, int column) =>
        [.. rows.Where(row => targets.IsKnown(row, column)).Select(row => targets[row, column]).Distinct().Take(2)];
}
