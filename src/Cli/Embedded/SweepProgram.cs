using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.GpuNode.Workers.Trainers;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Storage;

namespace Orchestrator.Cli.Embedded;

/// <summary>Looks at the command of a sweep before its folds are trained, and keeps its files: they may be edited from then on.</summary>
/// <param name="home">Where they are kept.</param>
internal sealed class SweepProgram(DataDirectory home)
{
    private readonly DatasetCache cache = new(home.Cache);

    /// <summary>Looks whether the program is there, and keeps its files.</summary>
    /// <param name="command">The command; null = a registered model is trained, and there is nothing to look at.</param>
    /// <returns>What the user should know, in a sentence without a full stop; null = nothing.</returns>
    /// <exception cref="UserError">It cannot be run.</exception>
    public async Task<string?> CheckAsync(CommandDefinition? command)
    {
        if (command is null)
        {
            return null;
        }

        if (ProgramPath.Objection(command) is { } objection)
        {
            throw new UserError(objection);
        }

        try
        {
            await cache.GatherAsync(command, null, CancellationToken.None);
        }
        catch (ArtifactException e)
        {
            throw new UserError(e.Message);
        }

        var changed = (command.Files ?? []).Where(file => IsOther(Path.Combine(command.Folder, file.Name), file)).Select(file => file.Name);
        return changed.ToArray() is { Length: > 0 } names
            ? $"{string.Join(", ", names)} in {command.Folder} differ from what the sweep began with, and it goes on with that" : null;
    }

    private static bool IsOther(string path, DataFile file) =>
        !File.Exists(path) || new FileInfo(path).Length != file.Length || CheckedFile.HashOf(path) != file.Sha256;
}
