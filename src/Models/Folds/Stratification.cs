using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Folds;

/// <summary>Rows grouped by class, in ascending order; or all of them in one group.</summary>
internal sealed class Stratification
{
    /// <param name="classes">A class index a row.</param>
    /// <param name="names">Names of the classes.</param>
    public Stratification(int[] classes, IReadOnlyList<string> names)
    {
        Names = names;
        Rows = [.. Enumerable.Range(0, names.Count)
            .Select(index => Enumerable.Range(0, classes.Length).Where(row => classes[row] == index).ToArray())];
    }

    private Stratification(int[] rows) => Rows = [rows];

    /// <summary>The rows of each stratum.</summary>
    public int[][] Rows { get; }

    /// <summary>Names of the strata; null when there is no stratification.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>The classes where the definition stratifies by them; else one stratum of all rows.</summary>
    public static Stratification Of(CrossValidationDefinition definition, DataSet data) =>
        definition.Stratified && data.Targets is ClassTargets targets
        ? new Stratification(targets.Classes, targets.Names)
        : new([.. Enumerable.Range(0, data.Rows)]);
}
