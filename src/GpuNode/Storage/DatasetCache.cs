using Orchestrator.Client.Artifacts;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Caching;

namespace Orchestrator.GpuNode.Storage;

/// <summary>
/// Finds a sweep's data on this machine, or brings it here: at the sweep's own path where the content is right, else from the cache, else
/// from the coordinator. Any number of processes may share a depot; each file is downloaded once.
/// </summary>
/// <param name="root">The cache's folder.</param>
/// <param name="limit">Most bytes that files may take; what was used longest ago goes first. What a fold needs is kept in any case.</param>
/// <param name="blobs">Where files lie by content; null = in the cache.</param>
public sealed class DatasetCache(string root, long limit = long.MaxValue, ContentAddressedStore? blobs = null)
{
    private readonly ContentAddressedStore blobs = blobs ?? new ContentAddressedStore(Path.Combine(root, CacheTrimmer.Blobs));
    private readonly FileHashes hashes = new(Path.Combine(root, "hashes"));

    /// <summary>The definition with a path on this machine, whose content has been checked.</summary>
    /// <param name="definition">Without files it is returned as it is.</param>
    /// <param name="coordinator">Where to get what is not here; null = nowhere.</param>
    /// <param name="stop">Gives up; a download goes on from there the next time.</param>
    /// <exception cref="ArtifactException">The data cannot be had; the message names hashes where they differ.</exception>
    public async Task<DataDefinition> LocateAsync(DataDefinition definition, ArtifactClient? coordinator, CancellationToken stop)
    {
        if (definition.Files is not { Count: > 0 } files)
        {
            return definition;
        }

        if (DataSetFormats.Files(definition).Count != files.Count)
        {
            throw new ArtifactException(
                $"The sweep names {files.Count} files by content, where its data has {DataSetFormats.Files(definition).Count}: submit "
                    + $"it again with this version.");
        }

        if (IsAtItsPath(definition, files, out var difference))
        {
            return definition;
        }

        foreach (var file in files.DistinctBy(file => file.Sha256))
        {
            if (blobs.Find(file.Sha256) is null)
            {
                await BringAsync(file, coordinator, difference, stop).ConfigureAwait(false);
            }
        }
        CacheTrimmer.Trim(root, limit, files.Select(file => blobs.PathOf(file.Sha256)));
        return DataContent.At(definition, Lay(files));
    }

    private bool IsAtItsPath(DataDefinition definition, EquatableList<DataFile> files, out string difference)
    {
        difference = $"{definition.Path} is not on this machine";
        foreach (var (path, file) in DataSetFormats.Files(definition).Zip(files))
        {
            if (!File.Exists(path))
            {
                return false;
            }

            if (new FileInfo(path).Length == file.Length && hashes.Of(path) == file.Sha256)
            {
                continue;
            }

            difference = $"{path} has the SHA-256 {hashes.Of(path)} on this machine, where the sweep has {file.Sha256}";
            return false;
        }
        return true;
    }

    private async Task BringAsync(DataFile file, ArtifactClient? coordinator, string difference, CancellationToken stop)
    {
        var path = blobs.Prepare(file.Sha256);
        await using var only = await FileLock.TakeAsync(path + ".lock", stop).ConfigureAwait(false);
        if (blobs.Find(file.Sha256) is not null)
        {
            return; // another slot has brought it
        }

        if (coordinator is null)
        {
            throw new ArtifactException(
                $"{difference}, and no coordinator is known to get '{file.Name}' from. Bring the right file there, or give this node "
                    + $"the coordinator's address with --server.");
        }

        var partial = blobs.PartOf(file.Sha256);
        var resumed = File.Exists(partial);
        while (true)
        {
            await coordinator.DownloadBlobAsync(file.Sha256, partial, stop).ConfigureAwait(false);
            try
            {
                blobs.Adopt(file.Sha256, partial);
                return;
            }
            catch (HashMismatchException e)
            {
                File.Delete(partial);
                // What was left of an earlier download may be what is wrong: once more from the beginning.
                if (!resumed)
                {
                    throw new ArtifactException(
                        $"'{file.Name}' from {coordinator.Server} is refused: it has the SHA-256 {e.Actual}, where the sweep has "
                            + $"{e.Expected}.", e);
                }

                resumed = false;
            }
        }
    }

    // Links in a folder of the set's own: files find each other by the names that the key gives them.
    private string Lay(EquatableList<DataFile> files)
    {
        var name = DataSetName.Of(files);
        var set = CachedSets.PathOf(root, name);
        foreach (var file in files)
        {
            var link = Path.Combine(set, file.Name);
            var target = blobs.PathOf(file.Sha256);
            if (File.Exists(link) && File.ResolveLinkTarget(link, false)?.FullName == target)
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            var temporary = $"{link}.{Guid.NewGuid():N}";
            File.CreateSymbolicLink(temporary, target);
            File.Move(temporary, link, overwrite: true);
        }
        CachedSets.Touch(root, name);
        return set;
    }
}
