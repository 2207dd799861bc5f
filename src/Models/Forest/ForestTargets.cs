using Orchestrator.Models.Data;

namespace Orchestrator.Models.Forest;

/// <summary>
/// What a forest learns, as numbers with weights: of classes one indicator a class, of labels and values one number a column. Gini
/// impurity is the variance of indicators, so that one criterion serves all (Hastie, Tibshirani and Friedman 2009, section 9.2.3).
/// </summary>
public sealed class ForestTargets
{
    private ForestTargets(int rows, int outputs) => (Rows, Outputs) = (rows, outputs);

    /// <summary>Number of rows, at least 1.</summary>
    public int Rows { get; }

    /// <summary>Numbers that a leaf holds: the probabilities of the classes or of the labels, or the means of the values.</summary>
    public int Outputs { get; }

    /// <summary>Whether the numbers are shares, and so can be wrong or right.</summary>
    public bool AreShares { get; private init; }

    /// <summary>The class of each row; null = labels or values.</summary>
    internal int[]? Classes { get; private init; }

    /// <summary>(rows, outputs) labels or values; empty of classes.</summary>
    internal float[] Values { get; private init; } = [];

    /// <summary>(rows) of classes, otherwise (rows, outputs): how much each counts; 0 = missing.</summary>
    internal double[] Weights { get; private init; } = [];

    /// <summary>Whether any value is missing.</summary>
    internal bool HasMissing { get; private init; }

    /// <summary>The targets of some rows of a data set.</summary>
    /// <param name="targets">Of all rows.</param>
    /// <param name="rows">Which of them, at least one.</param>
    /// <param name="task">What is learned.</param>
    /// <param name="balanced">
    /// Whether each class counts <c>n / (k n_c)</c>, of k classes n_c of n rows being of class c; of labels the two answers of each column.
    /// </param>
    /// <exception cref="ArgumentException">There are no rows, or no values are known.</exception>
    public static ForestTargets Of(Targets targets, ReadOnlySpan<int> rows, TaskKind task, bool balanced)
    {
        if (rows.IsEmpty)
        {
            throw new ArgumentException("A forest learns from one row at least.", nameof(rows));
        }

        return targets switch
        {
            ClassTargets classes => OfClasses(classes.Select(rows).Classes, classes.Names.Count, balanced),
            ValueTargets values => OfColumns(values.Select(rows), task == TaskKind.Labels, balanced && task == TaskKind.Labels),
            _ => throw new ArgumentException($"A forest does not learn {targets.GetType().Name}.", nameof(targets)),
        };
    }

    private static ForestTargets OfClasses(int[] classes, int count, bool balanced)
    {
        var counts = new int[count];
        foreach (var own in classes)
        {
            counts[own]++;
        }

        var present = counts.Count(rows => rows > 0);
        return new(classes.Length, count)
        {
            AreShares = true,
            Classes = classes,
            Weights = Array.ConvertAll(classes, own => balanced ? (double)classes.Length / ((double)present * counts[own]) : 1),
        };
    }

    private static ForestTargets OfColumns(ValueTargets values, bool labels, bool balanced)
    {
        var (columns, weights, missing) = (values.Columns, new double[values.Rows * values.Columns], false);
        for (var column = 0; column < columns; column++)
        {
            var (ones, known) = Count(values, column);
            missing |= known < values.Rows;
            for (var row = 0; row < values.Rows; row++)
            {
                var same = values[row, column] != 0 ? ones : known - ones;
                weights[row * columns + column] = !values.IsKnown(row, column) ? 0 : balanced ? known / (2.0 * same) : 1;
            }
        }

        return Array.TrueForAll(weights, weight => weight == 0)
            ? throw new ArgumentException("A forest learns from one known value at least.", nameof(values))
            : new(values.Rows, columns) { AreShares = labels, Values = values.Values, Weights = weights, HasMissing = missing };
    }

    private static (int Ones, int Known) Count(ValueTargets values, int column)
    {
        var (ones, known) = (0, 0);
        for (var row = 0; row < values.Rows; row++)
        {
            known += values.IsKnown(row, column) ? 1 : 0;
            ones += values.IsKnown(row, column) && values[row, column] != 0 ? 1 : 0;
        }

        return (ones, known);
    }
}
