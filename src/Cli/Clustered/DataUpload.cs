using Orchestrator.Client;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Data;
using Orchestrator.Storage;

namespace Orchestrator.Cli.Clustered;

/// <summary>Sends a sweep's data, and the files of its command and plug-ins, ahead of the sweep.</summary>
internal static class DataUpload
{
    /// <summary>The definition with its files' hashes, once the coordinator has the files.</summary>
    /// <param name="definition">The sweep.</param>
    /// <param name="client">The coordinator.</param>
    /// <param name="send">Whether files are sent at all.</param>
    /// <param name="say">Hears what is sent.</param>
    /// <exception cref="UserError">A file cannot be read, or not be sent.</exception>
    public static async Task<SweepDefinition> BringAsync(SweepDefinition definition, OrchestratorClient client, bool send,
        Action<string> say)
    {
        try
        {
            var data = DataContent.Describe(definition.Data);
            var command = definition.Model.Command;
            IReadOnlyList<PluginDefinition> plugins = definition.Plugins ?? [];
            DataFile[] files = [.. data.Files ?? [], .. command?.Files ?? [], .. plugins.SelectMany(plugin => plugin.Files)];
            if (send && files.Length > 0)
            {
                using var artifacts = await client.ArtifactsAsync();
                string[] paths =
                [
                    .. data.Files is null ? [] : DataSetFormats.Files(data),
                    .. (command?.Files ?? []).Select(file => Path.Combine(command!.Folder, file.Name)),
                    .. plugins.SelectMany(plugin => plugin.Files.Select(file => Path.Combine(plugin.Folder, file.Name))),
                ];
                bool sent;
                do
                {
                    sent = false;
                    foreach (var (path, file) in paths.Zip(files))
                    {
                        if (!await artifacts.UploadBlobAsync(file.Sha256, path, CancellationToken.None))
                        {
                            continue;
                        }

                        say($"sent {path} ({file.Length / 1e6:0.0} MB)");
                        sent = true;
                    }
                }
                while (sent); // a file that was there at first may have had to make room while the others were on their way
            }
            return definition with { Data = data };
        }
        catch (Exception e) when (e is ArtifactException or DataFormatException or HashMismatchException or IOException
            or UnauthorizedAccessException)
        {
            throw new UserError(e.Message);
        }
    }
}
