using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Data.Caching;

/// <summary>A reader whose data may be larger than memory: it writes the flat file block by block, to be mapped.</summary>
internal interface IStreamedReader
{
    /// <summary>Writes all of a data set.</summary>
    /// <exception cref="DataFormatException">The file is absent, damaged or in another format.</exception>
    void Write(DataDefinition definition, FlatFileWriter writer);
}
