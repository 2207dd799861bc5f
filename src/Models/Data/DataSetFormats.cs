using Orchestrator.Contracts.Sweeps;
using Orchestrator.Models.Data.Files;
using Orchestrator.Models.Data.Readers;

namespace Orchestrator.Models.Data;

/// <summary>The registered file formats: the one place where a format's name meets its reader.</summary>
public static class DataSetFormats
{
    /// <summary>All readers, in the order in which help lists them.</summary>
    public static IReadOnlyList<IDataSetReader> Readers { get; } = 
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
    ];

    /// <summary>The names that a sweep file may give.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Readers.Select(reader => reader.Format)];

    /// <summary>Reads a data set, plain or gzipped.</summary>
    /// <exception cref="DataFormatException">The format is unknown, or the file is absent, damaged or in another format.</exception>
    public static DataSet Read(DataDefinition definition)
    {
        var reader = Of(definition);
        try
        {
            return reader.Read(definition);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw new DataFormatException(definition.Path, null, $"the file is damaged or cut short ({failure.Message.TrimEnd('.')})", "Copy or download it again", failure);
        }
    }

    /// <summary>The reader of a definition's format.</summary>
    /// <exception cref="DataFormatException">No reader has that name.</exception>
    public static IDataSetReader Of(DataDefinition definition) =>
        Readers.FirstOrDefault(reader => reader.Format == definition.Format)
        ?? throw new DataFormatException(definition.Path, null, $"the format '{definition.Format}' is unknown", Spelling.Choose(definition.Format, Names));
}
