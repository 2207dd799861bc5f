using System.CommandLine;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator bench search</c>: what the product's own parts reach on problems with a known answer.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measures the product itself, on problems whose answers are known.")
    {
        BenchSearchCommand.Create(),
    };
}
