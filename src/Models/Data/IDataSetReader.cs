using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Data;

/// <summary>Reads one file format. Readers hold no state.</summary>
public interface IDataSetReader
{
    /// <summary>The name that a sweep file gives, such as <c>fasta</c>.</summary>
    string Format { get; }

    /// <summary>One line for <c>--help</c>: what the format holds and what its key means.</summary>
    string Summary { get; }

    /// <summary>Every file that the content depends on, in a fixed order; the first is the definition's own.</summary>
    IReadOnlyList<string> Files(DataDefinition definition) => [definition.Path];

    /// <summary>Whether it reads groups that stand in the data itself (<see cref="GroupsDefinition.Column"/>).</summary>
    bool ReadsGroups => false;

    /// <summary>Names what the reader was built from, where it is a plug-in's: what another one has read is read anew. Null = this
    /// program.</summary>
    string? Build => null;

    /// <summary>Reads the whole data set.</summary>
    /// <exception cref="DataFormatException">The file is absent, damaged or in another format.</exception>
    DataSet Read(DataDefinition definition);
}
