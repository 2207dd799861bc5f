using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Files;
using Orchestrator.Models.Data.Synthesis;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// Rows that are drawn and not read: every process draws the same ones from kind, number and seed (<see cref="Define"/>). No file is
/// involved, so that a sweep over them runs on any node.
/// </summary>
public sealed class SyntheticReader : IDataSetReader
{
    /// <summary>The format's name.</summary>
    public const string Name = "synth";

    /// <summary>Most rows: all of them stand in memory.</summary>
    public const int MostRows = 10_000_000;

    /// <inheritdoc />
    public string Format => Name;

    /// <inheritdoc />
    public string Summary => "Rows drawn with a planted signal; see 'data synth'";

    /// <summary>The definition of drawn data.</summary>
    public static DataDefinition Define(string kind, int rows, ulong seed) =>
        new(kind, Name, string.Create(CultureInfo.InvariantCulture, $"{kind} rows={rows} seed={seed}"));

    /// <inheritdoc />
    public IReadOnlyList<string> Files(DataDefinition definition) => [];

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition)
    {
        var parts = (definition.Key ?? "").Split(' ');
        if (parts is not [var kind, ['r', 'o', 'w', 's', '=', .. var count], ['s', 'e', 'e', 'd', '=', .. var word]]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
                || !ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            throw new DataFormatException(definition.Path, null, $"'{definition.Key}' does not say what to draw",
                "Write 'synth: KIND', 'rows: N' and 'seed: S' in 'data'");
        }

        if (SyntheticData.Find(kind) is null)
        {
            throw new DataFormatException(definition.Path, null, $"there is no kind of data '{kind}'",
                Spelling.Choose(kind, SyntheticData.Names));
        }

        if (rows < SyntheticData.FewestRows)
        {
            throw new DataFormatException(definition.Path, null, $"{rows} rows are too few", $"Draw at least {SyntheticData.FewestRows}");
        }

        if (rows > MostRows)
        {
            throw new DataFormatException(definition.Path, null, $"{rows} rows are too many", $"Draw at most {MostRows}");
        }

        return SyntheticData.Draw(kind, rows, seed);
    }
}
