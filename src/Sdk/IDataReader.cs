namespace Orchestrator.Sdk;

/// <summary>Reads the files of a format of one's own. Hashing, splitting, and the way to the nodes are the orchestrator's.</summary>
/// <remarks>A public class with a public constructor without parameters; it holds no state. It runs where a sweep begins and in worker
/// processes.</remarks>
public interface IDataReader
{
    /// <summary>What a sweep file calls it, as in <c>data: { path: rows.dat, format: NAME }</c>.</summary>
    string Format { get; }

    /// <summary>One line about it.</summary>
    string Summary { get; }

    /// <summary>Every file that the content depends on, in a fixed order; the first is the one that the sweep names.</summary>
    IReadOnlyList<string> Files(DataPlace place) => [place.Path];

    /// <summary>Reads all rows: the same files give the same rows.</summary>
    /// <exception cref="UnreadableDataException">A file is absent, damaged or in another format.</exception>
    DataRows Read(DataPlace place);
}

/// <summary>Where data lies.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Key">What the sweep file says as <c>key</c>; null = nothing.</param>
public sealed record DataPlace(string Path, string? Key);
