using System.CommandLine;

namespace Orchestrator.Cli.Settings;

/// <summary>Options and arguments that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<string?> Home() => new("--home")
    {
        Description = $"Folder of journal, checkpoints, models and logs. [default: ${Embedded.DataDirectory.Variable}, or .orchestrator]",
        HelpName = "DIR",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    public static Option<int?> Slots() => new("--slots")
    {
        Description = "Folds trained at once. [default: the file's; else one a GPU, or one a core without GPUs]",
        HelpName = "N",
    };

    public static Option<string?> DataRoot() =>
        new("--data-root")
        {
            Description = "Folder that the file's relative data paths start from. [default: the file's]",
            HelpName = "DIR"
        };

    public static Option<int?> Web() => new("--web")
    {
        Description = "Show the sweep as a web page meanwhile, on this machine. [default port: 7070, or any that is free]",
        HelpName = "PORT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<string[]> Plugins() => new(PluginProjects.PluginFolders.Option)
    {
        Description = "Folder of a plug-in, or of several: their models, formats, samplers, pruners and metrics are there, too. [default: "
            + $"${PluginProjects.PluginFolders.Variable}]",
        HelpName = "DIR",
    };

    public static Option<int?> Epochs() =>
        new("--epochs") { Description = "Most epochs of a fold, instead of the file's.", HelpName = "N" };

    public static Option<string?> Device(string description = "Where to train, instead of the file's.")
    {
        var option = new Option<string?>("--device") { Description = description };
        option.AcceptOnlyFromAmong("auto", "cpu", "cuda");
        return option;
    }

    public static Argument<string> NamedSweep() => new("SWEEP") { Description = "The sweep's id, as 'orchestrator list' shows it." };

    public static Argument<string?> Sweep() => new("SWEEP")
    {
        Description = "The sweep's id, as 'orchestrator list' shows it. [default: the last one]",
        Arity = ArgumentArity.ZeroOrOne,
    };
}
