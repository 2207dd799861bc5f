using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Training;

namespace Orchestrator.Models.Scoring;

/// <summary>Brings the inputs of new rows into the form that a network was trained on; nothing is fitted to them.</summary>
/// <param name="saved">The network.</param>
/// <param name="path">The new rows' file, for messages.</param>
/// <param name="namesWhatIsThere">Whether a column that the file does not name is 0 in all rows.</param>
public sealed class TrainedInputs(SavedModel saved, string path, bool namesWhatIsThere)
{
    /// <summary>What the caller should hear of; null = nothing.</summary>
    public string? Remark { get; private set; }

    /// <summary>The inputs as the network takes them.</summary>
    /// <param name="inputs">As they were read.</param>
    /// <param name="rowNames">What each row is called, for messages.</param>
    /// <exception cref="DataFormatException">They cannot be brought into that form; the message names the row or column.</exception>
    public Inputs Of(Inputs inputs, IReadOnlyList<string> rowNames)
    {
        var sequence = ModelCatalog.Find(saved.Leading.Model).Input == InputKind.Sequence;
        return (sequence, inputs) switch
        {
            (true, SequenceInputs sequences) => Padded(sequences, rowNames),
            (true, _) => throw Wrong($"the model {saved.Model} takes DNA sequences; the rows are numbers",
                "Name the file of sequences, or its format with --format"),
            (false, SequenceInputs) => throw Wrong($"the model {saved.Model} takes numbers; the rows are DNA sequences",
                "Name the table of numbers, or its format with --format"),
            (_, SparseInputs sparse) => Columns(sparse),
            (_, FloatInputs numbers) => Columns(numbers),
            _ => throw new NotSupportedException(inputs.GetType().Name),
        };
    }

    private SequenceInputs Padded(SequenceInputs sequences, IReadOnlyList<string> rowNames)
    {
        var length = saved.Shape.Row[0];
        for (var row = 0; row < sequences.Rows; row++)
        {
            var own = sequences.LengthOf(row);
            if (own > length)
            {
                throw new DataFormatException(path, $"row {row + 1} ('{rowNames[row]}')",
                    $"the sequence has {own} bases; the longest that the network was trained on has {length}",
                    "Cut it to that length, or leave the row out");
            }

            if (own < length && !saved.Shape.Padded)
            {
                throw new DataFormatException(path, $"row {row + 1} ('{rowNames[row]}')",
                    $"the sequence has {own} bases; all that the network was trained on have {length}",
                    $"Bring it to {length} bases (N where a base is not known), or leave the row out");
            }
        }

        return sequences.Length == length ? sequences
            : sequences.Length < length ? new(sequences.Padded(length), length)
            : sequences.Shortened(length);
    }

    private FloatInputs Columns(FloatInputs numbers)
    {
        if (saved.Variants is { } kept && numbers.RowShape.Count == 1)
        {
            return Chosen(numbers, kept);
        }

        if (!numbers.RowShape.SequenceEqual(saved.Shape.Row))
        {
            throw OtherShape(numbers);
        }

        if (saved.Inputs?.Features is not { } wanted || numbers.FeatureNames is not { } own || wanted.SequenceEqual(own))
        {
            return numbers;
        }

        var places = Places(own, wanted);
        if (Array.IndexOf(places, -1) is >= 0 and var strange)
        {
            throw Strange(own[strange], wanted.Count);
        }

        var (given, values, width) = (numbers.Values, new float[numbers.Values.Length], own.Count);
        for (var at = 0; at < values.Length; at++)
        {
            values[at - at % width + places[at % width]] = given[at];
        }

        return new(values, [.. numbers.RowShape], wanted);
    }

    // Of columns that were chosen, by name where they have any: others may be there.
    private FloatInputs Chosen(FloatInputs numbers, IReadOnlyList<int> kept)
    {
        if (saved.Inputs?.Features is not { } wanted || numbers.FeatureNames is not { } own)
        {
            return numbers.RowLength == saved.Inputs?.Columns ? numbers.SelectColumns(kept) : throw OtherShape(numbers);
        }

        var placeOf = new Dictionary<string, int>();
        foreach (var (column, name) in own.Index())
        {
            placeOf.TryAdd(name, column);
        }

        var places = wanted.Select(name => placeOf.GetValueOrDefault(name, -1)).ToArray();
        return Array.IndexOf(places, -1) is >= 0 and var absent
            ? throw Wrong($"there is no column '{wanted[absent]}', which the network takes", "Give it the columns of the training data")
            : numbers.SelectColumns(places);
    }

    private SparseInputs Columns(SparseInputs sparse)
    {
        if (saved.Shape.Row.Count != 1)
        {
            throw OtherShape(sparse);
        }

        if (saved.Inputs?.Features is { } wanted && sparse.FeatureNames is { } own)
        {
            return ByName(sparse, own, wanted);
        }

        if (namesWhatIsThere)
        {
            throw Wrong("the file names its variants, and the network was saved without their names",
                "Refit it with this version, or score a matrix (csr) with the columns of the training data");
        }

        if (sparse.Width != (saved.Inputs?.Columns ?? sparse.Width) || (saved.Variants is null && sparse.Width != saved.Shape.Row[0])
            || saved.Variants?.Any(column => column >= sparse.Width) == true)
        {
            throw OtherShape(sparse);
        }

        return saved.Variants is { } kept ? sparse.SelectColumns(kept) : sparse;
    }

    private SparseInputs ByName(SparseInputs sparse, IReadOnlyList<string> own, IReadOnlyList<string> wanted)
    {
        var places = Places(own, wanted);
        var known = places.Count(place => place >= 0);
        if (namesWhatIsThere)
        {
            if (known == 0)
            {
                throw Wrong(
                    $"none of its {own.Count} columns, such as '{own[0]}', is one of the {wanted.Count} that the network was trained "
                        + $"on, such as '{wanted[0]}'",
                    "Name the variants as in the training data");
            }

            Remark = known == wanted.Count && known == own.Count ? null
                : $"Of the network's {wanted.Count} columns {wanted.Count - known} are not in {path} and count as 0; "
                    + $"{own.Count - known} that the network does not know are left out.";
        }
        else
        {
            var absent = wanted.Except(own).ToArray();
            if (absent.Length > 0)
            {
                var more = absent.Length > 1 ? $", and {absent.Length - 1} more are absent" : "";
                throw Wrong($"there is no column '{absent[0]}', which the network takes{more}", "Give it the columns of the training data");
            }

            if (saved.Variants is null && Array.IndexOf(places, -1) is >= 0 and var strange)
            {
                throw Strange(own[strange], wanted.Count);
            }
        }

        return sparse.Rearranged(places, wanted.Count);
    }

    /// <summary>For each column of the file its place in the network's order; -1 = the network does not know it.</summary>
    private static int[] Places(IReadOnlyList<string> own, IReadOnlyList<string> wanted)
    {
        var placeOf = new Dictionary<string, int>();
        for (var place = 0; place < wanted.Count; place++)
        {
            placeOf.TryAdd(wanted[place], place);
        }

        return [.. own.Select(name => placeOf.Remove(name, out var place) ? place : -1)];
    }

    private DataFormatException OtherShape(Inputs inputs)
    {
        var (own, trained) =
            (string.Join(", ", inputs.RowShape), saved.Variants is null ? string.Join(", ", saved.Shape.Row) : $"{saved.Inputs?.Columns}");
        return Wrong($"its rows are of shape ({own}); the network was trained on ({trained})",
            "Give it the columns of the training data, in the same order");
    }

    private DataFormatException Strange(string name, int count) =>
        Wrong($"the column '{name}' is not one of the {count} that the network was trained on", "Leave it out");

    private DataFormatException Wrong(string problem, string cure) => new(path, null, problem, cure);
}
