using System.Globalization;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;

namespace Orchestrator.Models.Folds;

/// <summary>What the splits of a sweep do to its targets: classes that nothing is trained on, metrics without a value, a test that asks
/// for other classes than were taught.</summary>
public static class SplitRemarks
{
    private const int MostNamed = 5, MostColumns = 1000;

    /// <summary>The remarks, in sentences without a full stop.</summary>
    /// <param name="plan">The splits.</param>
    /// <param name="targets">The targets of all rows.</param>
    /// <param name="metrics">The objectives.</param>
    public static IReadOnlyList<string> Of(FoldPlan plan, Targets targets, IReadOnlyCollection<string> metrics)
    {
        var remarks = new List<string>();
        var folds = Enumerable.Range(0, plan.Folds).Select(fold => plan.Split(new FoldId(0, fold))).ToArray();
        foreach (var metric in metrics.Distinct())
        {
            var reasons = folds.Select(split => UndefinedMetric.On(metric, targets, split.Validation)).ToArray();
            if (Array.Find(reasons, reason => reason is not null) is { } why)
            {
                remarks.Add($"{metric} is not defined in {Named(folds.Length, fold => reasons[fold] is not null)}: {why}. "
                    + $"Fewer folds, 'stratified: true' or another metric would help");
            }
        }

        switch (targets)
        {
            case ClassTargets classes: OfClasses(classes, folds, plan, remarks); break;
            case ValueTargets values when values.Columns <= MostColumns: OfValues(values, folds, metrics, remarks); break;
        }

        return remarks;
    }

    private static void OfClasses(ClassTargets targets, FoldSplit[] folds, FoldPlan plan, List<string> remarks)
    {
        var taught = Array.ConvertAll(folds, split => Counts(targets, split.Training));
        var untaught = Enumerable.Range(0, targets.Names.Count).Where(name => taught.Any(counts => counts[name] == 0)).ToArray();
        remarks.AddRange(untaught.Take(MostNamed).Select(name =>
            $"class '{targets.Names[name]}' has no row to train on in {Named(folds.Length, fold => taught[fold][name] == 0)}: it cannot be "
                + $"learned there"));
        if (untaught.Length > MostNamed)
        {
            remarks.Add($"{untaught.Length - MostNamed} more classes have no row to train on in some fold");
        }

        if (plan.TestRows.Count == 0)
        {
            return;
        }

        var refit = plan.Split(new FoldId(0, FoldId.RefitFold));
        var (training, test) = (Counts(targets, refit.Training), Counts(targets, refit.Validation));
        var tested = Enumerable.Range(0, test.Length).Where(name => test[name] > 0).ToArray();
        var absent = Enumerable.Range(0, test.Length).Where(name => test[name] == 0 && training[name] > 0).ToArray();
        if (tested.Length == 1)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture,
                $"all {refit.Validation.Length} test rows are of class '{targets.Names[tested[0]]}', of which {training[tested[0]]} remain "
                    + $"to train on{Sorted(plan)}"));
        }
        else if (absent.Length > 0)
        {
            remarks.Add($"no test row is of class {Listed(targets, absent)}{Sorted(plan)}");
        }

        if (Array.FindAll(tested, name => training[name] == 0) is { Length: > 0 } unknown)
        {
            remarks.Add($"test rows are of class {Listed(targets, unknown)}, of which none remains to train on{Sorted(plan)}");
        }
    }

    private static void OfValues(ValueTargets targets, FoldSplit[] folds, IReadOnlyCollection<string> metrics, List<string> remarks)
    {
        if (targets.IsPacked)
        {
            return; // hundreds of labels of millions of rows: one that a fold lacks is the rule there
        }

        int[] all = [.. Enumerable.Range(0, targets.Rows)];
        foreach (var column in Enumerable.Range(0, targets.Columns))
        {
            if (UndefinedMetric.Values(targets, all, column).Length < 2)
            {
                remarks.Add($"the target '{targets.Names[column]}' is the same in all rows: there is nothing to learn");
            }
            else if (targets.Columns > 1 && metrics.Any(metric => metric is "auc" or "pr_auc" or "r2" or "pearson" or "spearman")
                && Array.ConvertAll(folds, split => UndefinedMetric.Values(targets, split.Validation, column).Length < 2) is var constant
                && constant.Contains(true))
            {
                remarks.Add(
                    $"the target '{targets.Names[column]}' is the same in all rows to validate on in "
                        + $"{Named(folds.Length, fold => constant[fold])}: the mean is over the others there");
            }
        }
    }

    private static int[] Counts(ClassTargets targets, int[] rows)
    {
        var counts = new int[targets.Names.Count];
        foreach (var row in rows)
        {
            counts[targets.Classes[row]]++;
        }

        return counts;
    }

    private static string Listed(ClassTargets targets, int[] names) =>
        string.Join(", ", names.Take(MostNamed).Select(name => $"'{targets.Names[name]}'"))
        + (names.Length > MostNamed ? $" and {names.Length - MostNamed} more" : "");

    // Test rows that are a block of a file that is sorted by class.
    private static string Sorted(FoldPlan plan) => plan.TestRows[^1] == plan.Rows - 1 && plan.TestRows[0] == plan.Rows - plan.TestRows.Count
        ? ": they are the file's last rows. Where the file is sorted, 'rows: random' draws them" : "";

    private static string Named(int folds, Func<int, bool> concerned)
    {
        var numbers = Enumerable.Range(0, folds).Where(concerned).ToArray();
        return $"fold{(numbers.Length == 1 ? "" : "s")} {string.Join(", ", numbers.Take(MostNamed))}"
            + $"{(numbers.Length > MostNamed ? $" and {numbers.Length - MostNamed} more" : "")} of {folds}";
    }
}
