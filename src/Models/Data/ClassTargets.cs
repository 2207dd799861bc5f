namespace Orchestrator.Models.Data;

/// <summary>One of several classes a row.</summary>
public sealed class ClassTargets : Targets
{
    /// <param name="classes">A class index a row, in 0 .. number of names - 1. Kept, not copied.</param>
    /// <param name="names">Names of the classes, in the order of their indices.</param>
    /// <exception cref="ArgumentException">An index has no name.</exception>
    public ClassTargets(int[] classes, IReadOnlyList<string> names)
        : base(classes.Length)
    {
        foreach (var index in classes)
        {
            if (index < 0 || index >= names.Count)
            {
                throw new ArgumentException($"Class {index} is not one of {names.Count}.", nameof(classes));
            }
        }

        (Classes, Names) = (classes, names);
    }

    /// <summary>A class index a row.</summary>
    public int[] Classes { get; }

    /// <summary>Names of the classes.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Classes from labels: numbered in ordinal order of their names, whatever the order of the rows.</summary>
    public static ClassTargets FromLabels(IReadOnlyList<string> labels)
    {
        var names = labels.Distinct().Order(StringComparer.Ordinal).ToArray();
        var indexOf = new Dictionary<string, int>(names.Length);
        for (var i = 0; i < names.Length; i++)
        {
            indexOf[names[i]] = i;
        }

        return new([.. labels.Select(label => indexOf[label])], names);
    }

    /// <summary>Number of rows of each class.</summary>
    public int[] Counts()
    {
        var counts = new int[Names.Count];
        foreach (var index in Classes)
        {
            counts[index]++;
        }

        return counts;
    }

    /// <summary>Writes class indices; <paramref name="destination"/> has as many elements as <paramref name="rows"/>.</summary>
    public void CopyRows(ReadOnlySpan<int> rows, Span<long> destination)
    {
        if (destination.Length != rows.Length)
        {
            throw new ArgumentException($"{rows.Length} values are expected, {destination.Length} are given.", nameof(destination));
        }

        for (var i = 0; i < rows.Length; i++)
        {
            destination[i] = Classes[rows[i]];
        }
    }

    /// <inheritdoc />
    public override ClassTargets Select(ReadOnlySpan<int> rows)
    {
        var selected = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            selected[i] = Classes[rows[i]];
        }

        return new(selected, Names);
    }
}
