using System.CommandLine;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator man</c>: all help as one manual page.</summary>
internal static class ManCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand("man", "Prints the help of all commands as a manual page.",
            ("orchestrator man | man -l -", "to read it"),
            ("orchestrator man > /usr/local/share/man/man1/orchestrator.1", "to install it"));
        command.SetAction(_ =>
        {
            Console.Out.Write(ManualPage.Of(CommandLine.Build()));
            return ExitCode.Success;
        });
        return command;
    }
}
