using System.Collections;
using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Files;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// Data that only a program of the user's can read: a file that is hashed and sent about like any other, or none. What is known of its rows
/// is how many there are, so that they can be split by number.
/// </summary>
public sealed class OpaqueReader : IDataSetReader
{
    /// <summary>Most rows.</summary>
    public const int MostRows = 10_000_000;

    private const string KeyPrefix = "rows=";

    /// <inheritdoc />
    public string Format => DataDefinition.Opaque;

    /// <inheritdoc />
    public string Summary => "A file that only the command of a sweep reads";

    /// <summary>The definition of a file, or of none.</summary>
    /// <param name="path">Absolute path; null = the program that trains has data of its own.</param>
    /// <param name="rows">How many rows there are, at least 1; null = the program splits them itself.</param>
    public static DataDefinition Define(string? path, int? rows) => new(path ?? DataDefinition.Unnamed, DataDefinition.Opaque,
        rows is { } count ? string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{count}") : null);

    /// <inheritdoc />
    public IReadOnlyList<string> Files(DataDefinition definition) =>
        definition.Path == DataDefinition.Unnamed ? [] : [definition.Path];

    /// <summary>As many rows as the key says; inputs and targets are their numbers, so that no two are alike.</summary>
    public DataSet Read(DataDefinition definition)
    {
        if (definition.Key?.StartsWith(KeyPrefix, StringComparison.Ordinal) is not true
            || !int.TryParse(definition.Key.AsSpan(KeyPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            || rows is < 1 or > MostRows)
        {
            throw new DataFormatException(definition.Path, null, "what is in it only the sweep's command can tell",
                $"Say 'rows: N' in 'data', from 1 to {MostRows}, to have its rows split by number");
        }

        var numbers = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            numbers[row] = row;
        }

        return new DataSet(new FloatInputs(numbers, [1]), new ValueTargets([.. numbers], ["row"]), new RowNumbers(rows));
    }

    /// <summary>A row's name is its number, made when it is asked for.</summary>
    private sealed class RowNumbers(int rows) : IReadOnlyList<string>
    {
        public int Count => rows;

        public string this[int index] => index.ToString(CultureInfo.InvariantCulture);

        public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, rows).Select(row => this[row]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
