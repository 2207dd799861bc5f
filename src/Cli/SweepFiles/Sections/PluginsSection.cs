using Orchestrator.Cli.PluginProjects;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Plugins;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>plugins: [folder, name]</c>: folders of plug-ins beside the sweep file, which are built where they are projects; or names of
/// those that <c>--plugins</c> has loaded.</summary>
internal static class PluginsSection
{
    public const string Key = "plugins";

    /// <summary>Loads them into this process; null, with problems, where one cannot be.</summary>
    /// <param name="root">The sweep file.</param>
    /// <param name="folder">Its folder.</param>
    public static EquatableList<PluginDefinition>? Load(Section root, string folder)
    {
        if (!root.Has(Key))
        {
            return [];
        }

        if (root[Key] is not YamlList list)
        {
            root.Refuse(Key, $"'{Key}' is a list of folders beside the sweep file, such as [.] or [my-model, my-metric].");
            return null;
        }

        var loaded = new List<PluginDefinition>();
        foreach (var item in list.Items)
        {
            try
            {
                if (item is not YamlScalar { IsNothing: false, Text: var named })
                {
                    root.Problems.Add(item, $"a plug-in is named by its folder, not by {item.Kind}.");
                    continue;
                }

                var place = Path.Combine(folder, named);
                var known = Directory.Exists(place) ? null : PluginRegistry.Active.FirstOrDefault(own => own.Definition.Name == named);
                loaded.Add((known ?? PluginRegistry.Add(PluginProject.Describe(place))).Definition);
            }
            catch (Exception e) when (e is UserError or IOException or UnauthorizedAccessException)
            {
                root.Problems.Add(item, e.Message);
            }
        }

        return loaded.Count == list.Items.Count ? loaded.ToEquatableList() : null;
    }
}
