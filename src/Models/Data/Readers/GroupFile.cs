using System.Globalization;
using Orchestrator.Models.Data.Files;

namespace Orchestrator.Models.Data.Readers;

/// <summary>Reads which rows belong together from a table: joined by the rows' names, or line by line where rows are only
/// numbered.</summary>
internal static class GroupFile
{
    /// <summary>A word for each row.</summary>
    /// <param name="dataPath">The data, for messages.</param>
    /// <param name="path">The table.</param>
    /// <param name="column">Its column of groups; see <see cref="GroupColumn"/>.</param>
    /// <param name="rowNames">The rows' names.</param>
    /// <exception cref="DataFormatException">The table or its column is absent, or a row has no group.</exception>
    public static IReadOnlyList<string> Read(string dataPath, string path, string column, IReadOnlyList<string> rowNames)
    {
        var numbered = rowNames.Index().All(row => row.Item == row.Index.ToString(CultureInfo.InvariantCulture));
        return ReaderBoundary.Run(path, () =>
        {
            var table = JoinedTable.Read(dataPath, path, [GroupColumn.NameOf(column)], numbered ? null : rowNames, rowNames.Count);
            return GroupColumn.Of(path, column, table.Cells, table.PlaceOf);
        });
    }
}
