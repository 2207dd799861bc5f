using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Storage;

namespace Orchestrator.Models.Data.Caching;

/// <summary>
/// Finds a sweep's data on this machine, or brings it here: at the sweep's own path where the content is right, else from the cache, else
/// from the coordinator. Any number of processes may share a cache; each file is downloaded once.
/// </summary>
/// <param name="root">The cache's folder.</param>
/// <param name="limit">Most bytes that files may take; what was used longest ago goes first. What a fold needs is kept in any case.</param>
/// <param name="blobs">Where files lie by content; null = in the cache.</param>
public sealed class DatasetCache(string root, long limit = long.MaxValue, ContentAddressedStore? blobs = null)
{
    private const string Programs = "programs";
    private const string Cure = "Bring the right file there, or give this node the coordinator's address with --server";

    private readonly ContentAddressedStore blobs = blobs ?? new ContentAddressedStore(Path.Combine(root, CacheTrimmer.Blobs));
    private readonly FileHashes hashes = new(Path.Combine(root, "hashes"));

    /// <summary>The definition with a path on this machine, whose content has been checked.</summary>
    /// <param name="definition">Without files it is returned as it is.</param>
    /// <param name="coordinator">Where to get what is not here; null = nowhere.</param>
    /// <param name="stop">Gives up; a download goes on from there the next time.</param>
    /// <exception cref="ArtifactException">The data cannot be had; the message names hashes where they differ.</exception>
    public async Task<DataDefinition> LocateAsync(DataDefinition definition, IFileSource? coordinator, CancellationToken stop)
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
                await BringAsync(file, coordinator, difference, Cure, stop).ConfigureAwait(false);
            }
        }
        CacheTrimmer.Trim(root, limit, files.Select(file => blobs.PathOf(file.Sha256)));
        return DataContent.At(definition, Lay(files));
    }

    /// <summary>A command whose own files lie as copies in a folder of this machine, whatever becomes of those that its sweep was started
    /// with: all its folds run the same program.</summary>
    /// <param name="command">Without files it is returned as it is.</param>
    /// <param name="coordinator">Where to get what is not here; null = nowhere.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="ArtifactException">A file cannot be had.</exception>
    public async Task<CommandDefinition> LocateAsync(CommandDefinition command, IFileSource? coordinator, CancellationToken stop)
    {
        if (command.Files is not { Count: > 0 } files)
        {
            return command;
        }

        return command with { Folder = await LayAsync(command.Folder, files, coordinator, stop).ConfigureAwait(false) };
    }

    /// <summary>A plug-in whose files lie as copies in a folder of this machine, as those of a command do.</summary>
    /// <inheritdoc cref="LocateAsync(CommandDefinition, IFileSource?, CancellationToken)"/>
    /// <param name="plugin">The plug-in.</param>
    public async Task<PluginDefinition> LocateAsync(PluginDefinition plugin, IFileSource? coordinator, CancellationToken stop) =>
        plugin with { Folder = await LayAsync(plugin.Folder, plugin.Files, coordinator, stop).ConfigureAwait(false) };

    /// <summary>Keeps a command's own files by their content, from where its sweep was started or from the coordinator.</summary>
    /// <inheritdoc cref="LocateAsync(CommandDefinition, IFileSource?, CancellationToken)"/>
    public Task GatherAsync(CommandDefinition command, IFileSource? coordinator, CancellationToken stop) =>
        GatherAsync(command.Folder, command.Files ?? [], coordinator, stop);

    /// <summary>Keeps a plug-in's files by their content, as those of a command are kept.</summary>
    /// <inheritdoc cref="LocateAsync(PluginDefinition, IFileSource?, CancellationToken)"/>
    public Task GatherAsync(PluginDefinition plugin, IFileSource? coordinator, CancellationToken stop) =>
        GatherAsync(plugin.Folder, plugin.Files, coordinator, stop);

    // Copies that are there and right need nothing from elsewhere.
    private async Task<string> LayAsync(string from, EquatableList<DataFile> files, IFileSource? coordinator, CancellationToken stop)
    {
        var folder = Path.Combine(root, Programs, DataSetName.Of(files));
        DataFile[] missing = [.. files.Where(file => !IsThere(Path.Combine(folder, file.Name), file))];
        await GatherAsync(from, missing, coordinator, stop).ConfigureAwait(false);
        foreach (var file in files)
        {
            await CopyAsync(file, Path.Combine(folder, file.Name), missing.Contains(file), stop).ConfigureAwait(false);
        }

        return folder;
    }

    private static bool IsThere(string path, DataFile file) => File.Exists(path) && CheckedFile.HashOf(path) == file.Sha256;

    private async Task GatherAsync(string from, IEnumerable<DataFile> files, IFileSource? coordinator, CancellationToken stop)
    {
        foreach (var file in files.DistinctBy(file => file.Sha256).Where(file => blobs.Find(file.Sha256) is null))
        {
            var path = Path.Combine(from, file.Name);
            var here = File.Exists(path);
            if (here && new FileInfo(path).Length == file.Length && CheckedFile.HashOf(path) == file.Sha256)
            {
                await using var content = File.OpenRead(path);
                await blobs.AddAsync(file.Sha256, content, stop).ConfigureAwait(false);
                continue;
            }

            await BringAsync(file, coordinator, here ? $"{path} has changed since the sweep began" : $"{path} is not on this machine",
                "Bring the content back that it had, or start a new sweep", stop).ConfigureAwait(false);
        }
    }

    // Not links: programs find their modules beside the file that a link leads to.
    private async Task CopyAsync(DataFile file, string path, bool missing, CancellationToken stop)
    {
        const UnixFileMode Program = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
            | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        if (missing)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var content = File.OpenRead(blobs.PathOf(file.Sha256));
            await CheckedFile.ReplaceAsync(path, file.Sha256, file.Name, content, stop).ConfigureAwait(false);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Program);
        }
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

    private async Task BringAsync(DataFile file, IFileSource? coordinator, string difference, string cure, CancellationToken stop)
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
                $"{difference}, and no coordinator is known to get '{file.Name}' from. {cure}.");
        }

        var partial = blobs.PartOf(file.Sha256);
        var resumed = File.Exists(partial);
        while (true)
        {
            await coordinator.DownloadAsync(file.Sha256, partial, stop).ConfigureAwait(false);
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
                        $"'{file.Name}' from {coordinator.Name} is refused: it has the SHA-256 {e.Actual}, where the sweep has "
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
