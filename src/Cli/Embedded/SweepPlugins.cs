using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Plugins;
using Orchestrator.Plugins.Loading;
using Orchestrator.Storage;

namespace Orchestrator.Cli.Embedded;

/// <summary>The plug-ins that a sweep of this machine began with, and keeps: their projects may be built anew from then on.</summary>
/// <param name="home">Where copies of them are kept.</param>
internal sealed class SweepPlugins(DataDirectory home)
{
    private readonly DatasetCache cache = new(home.Cache);

    /// <summary>Keeps copies, and has them loaded.</summary>
    /// <exception cref="UserError">One cannot be had any more with the content that the sweep has.</exception>
    public async Task KeepAsync(SweepDefinition definition)
    {
        foreach (var plugin in definition.Plugins ?? [])
        {
            try
            {
                PluginRegistry.Add(await cache.LocateAsync(plugin, null, CancellationToken.None));
            }
            catch (ArtifactException e)
            {
                throw new UserError($"The plug-in {plugin.Name}: {e.Message}");
            }
        }
    }

    /// <summary>The same for a sweep that goes on, and that does not go on beside another build of its plug-in: whoever has built it anew
    /// may expect that one to run.</summary>
    /// <exception cref="UserError">What lies where a plug-in lay has another content.</exception>
    public async Task GoOnAsync(SweepDefinition definition)
    {
        if (Changed(definition).FirstOrDefault() is { } changed)
        {
            throw new UserError($"{changed} Bring the old content back, or start a new sweep with 'orchestrator run'.");
        }

        await KeepAsync(definition);
    }

    /// <summary>What has changed since a sweep began, a sentence a plug-in. A folder that is gone has not changed: there are
    /// copies.</summary>
    public static IEnumerable<string> Changed(SweepDefinition definition)
    {
        foreach (var plugin in definition.Plugins ?? [])
        {
            if (!PluginFolder.IsPlugin(plugin.Folder))
            {
                continue;
            }

            var now = PluginFolder.Describe(plugin.Folder);
            if (now.Content != plugin.Content)
            {
                yield return $"The plug-in {plugin.Name} in {plugin.Folder} is not what the sweep was started with: its content is "
                    + $"{now.Content[..12]} now, and was {plugin.Content[..12]}.";
            }
        }
    }
}
