using System.Text.Json.Serialization;
using Orchestrator.Contracts.Artifacts;
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
        EquatableList<DataFile>? Files = null)
{
    /// <summary>Format of what only a program or a loop that trains can read; its key is <c>rows=N</c>, or null where it splits the rows
    /// itself.</summary>
    public const string Opaque = "opaque";

    /// <summary>Path of data that a sweep does not name.</summary>
    public const string Unnamed = "(the trainer's own)";

    /// <summary>Whether only the program that trains can read it.</summary>
    [JsonIgnore]
    public bool IsOpaque => Format == Opaque;

    /// <summary>Whether it has rows that can be split here.</summary>
    [JsonIgnore]
    public bool HasRows => !IsOpaque || Key is not null;
}

/// <summary>A file of a data set by what it holds, so that a machine without it can get it, and one that has another notices.</summary>
/// <param name="Name">Where it lies relative to the data set's other files, with forward slashes: <c>matrix.npz</c>,
/// <c>labels/types.csv</c>.</param>
/// <param name="Sha256">See <see cref="ContentHash"/>.</param>
/// <param name="Length">Bytes.</param>
public sealed record DataFile(string Name, string Sha256, long Length)
{
    /// <summary>Whether it may be trusted with a place on disk: a relative name that stays in its folder, a hash that is one.</summary>
    public bool IsWellFormed =>
        Length >= 0 && ContentHash.IsValid(Sha256) && Name.Length is > 0 and < 1024 && !Name.Contains('\\') && !Name.Contains('\0')
        && Name.Split('/').All(part => part is not ("" or "." or ".."));
}
