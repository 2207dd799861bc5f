using System.CommandLine;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator data describe | synth</c>.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Looks at data before training on it, and draws data with a planted signal.")
    {
        DataDescribeCommand.Create(),
        DataSynthCommand.Create(),
    };
}
