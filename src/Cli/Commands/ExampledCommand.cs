using System.CommandLine;

namespace Orchestrator.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ExampledCommand(string name, string description, params (string Line, string Meaning)[] examples)
    : Command(name, description)
{
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } = examples;
}
