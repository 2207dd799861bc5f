using System.Text.RegularExpressions;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Messages;
using Orchestrator.Storage;

namespace Orchestrator.Coordinator.Artifacts;

/// <summary>
/// What a cluster keeps in files: data sets by content, checkpoints and models by sweep and fold. The latter lie where a node that
/// shares the folder would have put them itself.
/// </summary>
public sealed partial class ArtifactStore
{
    private readonly string sweeps;
    private readonly string id;

    /// <summary>Opens a store, made if need be.</summary>
    /// <param name="blobs">Folder of data sets.</param>
    /// <param name="sweeps">Folder of checkpoints and models.</param>
    public ArtifactStore(string blobs, string sweeps)
    {
        (Blobs, this.sweeps) = (new ContentAddressedStore(blobs), Path.GetFullPath(sweeps));
        Folders = [Path.GetFullPath(blobs), this.sweeps];
        Directory.CreateDirectory(sweeps);
        id = Mark();
    }

    /// <summary>Data sets.</summary>
    public ContentAddressedStore Blobs { get; }

    /// <summary>Data sets that are on their way to or from somebody.</summary>
    public BlobTransfers Transfers { get; } = new();

    /// <summary>The folders in which all of it lies.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>What nodes are told of it.</summary>
    /// <param name="address">Where the HTTP API of this coordinator answers, as nodes see it; null = nowhere.</param>
    /// <param name="others">Where those of the other coordinators do, which share the folder.</param>
    public ArtifactPlace At(Uri? address, IReadOnlyList<Uri> others) =>
        new(sweeps, id, address, others.Count > 0 ? others.ToEquatableList() : null);

    /// <summary>Whether a name is that of a file of a fold: <c>splice-1/trial-0003/fold-2/checkpoint.bin</c>,
    /// <c>splice-1/refit/model.bin</c>.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>Where a file of a fold lies.</summary>
    /// <param name="name">See <see cref="IsName"/>.</param>
    public string PathOf(string name) =>
        IsName(name) ? Path.Combine(sweeps, name) : throw new ArgumentException($"'{name}' is no name of a file of a fold.", nameof(name));

    /// <summary>Replaces a file of a fold in one step.</summary>
    /// <remarks>
    /// Attempts of one fold are not told apart: whichever wrote a checkpoint, it lies on the fold's one trajectory, and going on from an
    /// older one costs time and changes no number.
    /// </remarks>
    /// <exception cref="HashMismatchException">The content is not what the hash promises; the old file stays.</exception>
    public Task ReplaceAsync(string name, string hash, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return CheckedFile.ReplaceAsync(path, hash, name, content, cancellationToken);
    }

    // Coordinators may share the folder: the first one's mark counts for both.
    private string Mark()
    {
        var path = Path.Combine(sweeps, ArtifactPlace.MarkFile);
        if (!File.Exists(path))
        {
            var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
            File.WriteAllText(temporary, Guid.NewGuid().ToString("N"));
            try
            {
                File.Move(temporary, path);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(temporary);
            }
        }
        return File.ReadAllText(path).Trim();
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,80}(/[a-z0-9][a-z0-9.-]{0,80}){1,3}\z")]
    private static partial Regex Name();
}
