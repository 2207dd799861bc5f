using System.CommandLine;
using System.CommandLine.Help;
using Orchestrator.Cli.PluginProjects;

namespace Orchestrator.Cli.Commands;

/// <summary>The command line: parses, runs, and turns what went wrong into a message and an exit code.</summary>
public static class CommandLine
{
    /// <summary>Runs <c>orchestrator ARGUMENTS</c>.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            PluginFolders.LoadAsked(arguments);
        }
        catch (Exception e)
        {
            return ErrorReport.Of(e, Console.Error, traced: DebugSwitch.IsOn);
        }

        var root = Build();
        var parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not { ClearsParseErrors: true })
        {
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine($"error: {error.Message}");
            }

            Console.Error.WriteLine($"See '{Path(parsed.CommandResult)} --help'.");
            return ExitCode.BadInput;
        }
        try
        {
            // Signals are ours: an interrupt drains, which may take longer than the library's grace.
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        // The last place: what arrives here would otherwise be a crash dump.
        catch (Exception e)
        {
            return ErrorReport.Of(e, Console.Error, traced: DebugSwitch.IsOn);
        }
    }

    /// <summary>The command, with everything below it.</summary>
    public static RootCommand Build()
    {
        var root = new RootCommand("Runs hyper-parameter sweeps with k-fold cross-validation, and resumes them exactly.")
        {
            RunCommand.Create(),
            ResumeCommand.Create(),
            ListCommand.Create(),
            ShowCommand.Create(),
            CompareCommand.Create(),
            LogsCommand.Create(),
            BestCommand.Create(),
            PredictCommand.Create(),
            ImportanceCommand.Create(),
            ExplainCommand.Create(),
            PlotCommand.Create(),
            ReportCommand.Create(),
            PlanCommand.Create(),
            DataCommand.Create(),
            SchemaCommand.Create(),
            NewCommand.Create(),
            VerifyCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            SubmitCommand.Create(),
            WatchCommand.Create(),
            WebCommand.Create(),
            PauseCommand.Create(),
            CancelCommand.Create(),
            EnqueueCommand.Create(),
            CleanCommand.Create(),
            NodesCommand.Create(),
            DrainCommand.Create(),
            DoctorCommand.Create(),
            BenchCommand.Create(),
            CompletionCommand.Create(),
            ManCommand.Create(),
            CoordinatorCommand.Create(),
            NodeCommand.Create(),
            WorkerProcessCommand.Create(),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }

        return root;
    }

    private static string Path(System.CommandLine.Parsing.CommandResult command) =>
        command.Parent is System.CommandLine.Parsing.CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : "orchestrator";
}
