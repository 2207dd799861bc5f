using Orchestrator.Contracts.Validation;
using Orchestrator.Plugins;

namespace Orchestrator.Cli.PluginProjects;

/// <summary>Loads the plug-ins that the user or an operator keeps in folders, whatever sweep will use them.</summary>
internal static class PluginFolders
{
    /// <summary>Names such folders, with colons between them.</summary>
    public const string Variable = "ORCHESTRATOR_PLUGINS";

    /// <summary>Does so too.</summary>
    public const string Option = "--plugins";

    // What others load for them.
    private static readonly string[] Without = ["worker", "node", "new"];

    /// <summary>Loads what command line and environment name, before the command line is understood: formats of plug-ins are among the
    /// words that it may hold.</summary>
    /// <exception cref="UserError">A folder holds no plug-in, or one that cannot be loaded.</exception>
    public static void LoadAsked(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || Without.Contains(arguments[0]))
        {
            return;
        }

        string[] named =
        [
            .. arguments.Index().Where(item => item.Item == Option && item.Index + 1 < arguments.Count)
                .Select(item => arguments[item.Index + 1]),
            .. arguments.Where(text => text.StartsWith(Option + "=", StringComparison.Ordinal)).Select(text => text[(Option.Length + 1)..]),
        ];
        Load(named.Length > 0 ? named : [Environment.GetEnvironmentVariable(Variable) ?? ""]);
    }

    /// <summary>Loads the plug-ins of folders: of each folder, or of the folders in it.</summary>
    /// <param name="folders">Their paths; each may be several, with colons between them.</param>
    /// <exception cref="UserError">A folder holds no plug-in, or one that cannot be loaded.</exception>
    public static void Load(IEnumerable<string>? folders)
    {
        foreach (var folder in (folders ?? []).SelectMany(text => text.Split(':', StringSplitOptions.RemoveEmptyEntries)))
        {
            string[] found = PluginProject.IsIn(folder) ? [folder]
                : !Directory.Exists(folder) ? []
                : [.. Directory.GetDirectories(folder).Where(PluginProject.IsIn).Order(StringComparer.Ordinal)];
            if (found.Length == 0)
            {
                throw new UserError($"{Option} {folder}: there is no plug-in in this folder, and in no folder in it. Name a plug-in's "
                    + "project, what was built of it, or the folder that holds such folders.");
            }

            foreach (var one in found)
            {
                PluginRegistry.Add(PluginProject.Describe(one));
            }
        }
    }
}
