using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Definitions;

/// <summary>A data set on disk.</summary>
/// <param name="Path">Absolute path of a file, resolved against the sweep file's folder.</param>
/// <param name="Format">A registered reader's name (<c>fasta</c>, <c>csv</c>, <c>npz</c>, <c>npy</c>).</param>
/// <param name="Key">For archives of several arrays: which one (a cell type, say). Null = the first.</param>
/// <param name="Groups">Which rows belong together; null = each stands for itself.</param>
/// <param name="Test">Rows of another file that are held out for the test; null = none.</param>
/// <param name="Files">
/// All files of the data set by content, the one at <paramref name="Path"/> first. Null = whoever needs the data has it at that path.
/// </param>
public sealed record DataDefinition(
    string Path, string Format, string? Key = null, GroupsDefinition? Groups = null, TestFileDefinition? Test = null,
        EquatableList<DataFile>? Files = null);
