namespace Orchestrator.Cli.Export;

/// <summary>Rows under columns.</summary>
/// <param name="Columns">At least one.</param>
/// <param name="Rows">Each has a cell for each column: a value of the column's type, or null.</param>
internal sealed record Table(IReadOnlyList<Column> Columns, IAsyncEnumerable<object?[]> Rows);

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Type"><see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="string"/>.</param>
internal readonly record struct Column(string Name, Type Type)
{
    /// <summary>A column of whole numbers.</summary>
    public static Column Whole(string name) => new(name, typeof(long));

    /// <summary>A column of numbers.</summary>
    public static Column Real(string name) => new(name, typeof(double));

    /// <summary>A column of words.</summary>
    public static Column Text(string name) => new(name, typeof(string));

    /// <summary>A column of yes and no.</summary>
    public static Column Truth(string name) => new(name, typeof(bool));
}
