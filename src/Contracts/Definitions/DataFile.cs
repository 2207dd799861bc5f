using Orchestrator.Contracts.Artifacts;

namespace Orchestrator.Contracts.Definitions;

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
