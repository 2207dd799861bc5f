using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Files;
using Orchestrator.Models.Data.Readers;

namespace Orchestrator.Models.Data;

/// <summary>The registered file formats: the one place where a format's name meets its reader.</summary>
public static class DataSetFormats
{
    private static readonly IDataSetReader[] Own =
    [
        new FastaReader(),
        new CsvReader(),
        new NpzReader(),
        new NpyReader(),
        new CsrReader(),
        new VcfReader(),
        new VariantListReader(),
        new BurdenReader(),
        new WdnnReader(),
        new DeepSeaReader(),
        new SyntheticReader(),
        new OpaqueReader(),
    ];

    private static volatile IReadOnlyList<IDataSetReader> plugged = [];

    /// <summary>Readers of plug-ins, which stand behind the others; none has a name that another has.</summary>
    public static IReadOnlyList<IDataSetReader> Plugged
    {
        get => plugged;
        set => plugged = value;
    }

    /// <summary>All readers, in the order in which help lists them.</summary>
    public static IReadOnlyList<IDataSetReader> Readers => [.. Own, .. plugged];

    /// <summary>The names of the formats that are read: drawn data has no file, and opaque data is not read.</summary>
    public static IReadOnlyList<string> Names =>
        [.. Readers.Where(reader => reader is not (SyntheticReader or OpaqueReader)).Select(reader => reader.Format)];

    /// <summary>Every file that a definition's content depends on: the data's, the table of groups, the test rows'.</summary>
    public static IReadOnlyList<string> Files(DataDefinition definition) =>
    [
        .. Of(definition).Files(definition),
        .. definition.Groups?.File is { } groups ? new[] { groups } : [],
        .. definition.Test is { } test ? Of(definition).Files(TestPart(definition, test)) : [],
    ];

    /// <summary>Reads a data set, plain or gzipped, with its groups and, as last rows, its test rows.</summary>
    /// <exception cref="DataFormatException">The format is unknown, or the file is absent, damaged or in another format.</exception>
    public static DataSet Read(DataDefinition definition) => ReaderBoundary.Run(definition.Path, () =>
    {
        var data = ReadPart(definition);
        if (definition.Test is { } test)
        {
            data = ReaderBoundary.Run(test.Path, () => TestRowsAppended.To(data, ReadPart(TestPart(definition, test)), test.Path,
                Of(definition) is IScoringReader { NamesWhatIsThere: true }));
        }

        return definition.Groups is { File: { } file, Column: var column }
            ? data.WithGroups(GroupFile.Read(definition.Path, file, column, data.RowNames)) : data;
    });

    private static DataDefinition TestPart(DataDefinition definition, TestFileDefinition test) =>
        definition with { Path = test.Path, Key = test.Key ?? definition.Key, Test = null };

    /// <summary>Reads rows that a trained network shall score, with labels or, where the reader permits it, without.</summary>
    /// <param name="definition">Groups and test rows do not matter: all of its rows are scored.</param>
    /// <param name="trained">What the network takes.</param>
    /// <exception cref="DataFormatException">The format is unknown, or the file is absent, damaged or in another format.</exception>
    public static DataSet ReadToScore(DataDefinition definition, TrainedColumns trained) => ReaderBoundary.Run(definition.Path, () =>
        Of(definition) is IScoringReader reader ? reader.ReadToScore(definition, trained) : Of(definition).Read(definition));

    private static DataSet ReadPart(DataDefinition definition)
    {
        var reader = Of(definition);
        var data = reader.Read(definition);
        if (definition.Groups is not { File: null, Column: var column } || data.Groups is not null)
        {
            return data;
        }

        return DataKey.IsOne(definition) // the table of labels has more columns than those of the labels
            ? data.WithGroups(GroupFile.Read(definition.Path, DataKey.Parse(definition).Labels!, column, data.RowNames))
            : throw new DataFormatException(definition.Path, null, $"the format {reader.Format} has no columns to group by",
                "Write 'groups: { file: TABLE, column: COLUMN }'");
    }

    /// <summary>The reader of a definition's format.</summary>
    /// <exception cref="DataFormatException">No reader has that name.</exception>
    public static IDataSetReader Of(DataDefinition definition) =>
        Readers.FirstOrDefault(reader => reader.Format == definition.Format)
        ?? throw new DataFormatException(definition.Path, null, $"the format '{definition.Format}' is unknown",
            Spelling.Choose(definition.Format, Names));
}
