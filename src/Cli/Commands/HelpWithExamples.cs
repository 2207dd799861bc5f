using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Orchestrator.Cli.Commands;

/// <summary>The library's help, then the command's examples; at the root, where to begin.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly (string Line, string Meaning)[] Beginnings =
    [
        ("orchestrator run examples/splice.yaml", "a sweep over real DNA, ten minutes on two cores"),
        ("orchestrator resume", "go on with the last sweep that was interrupted"),
        ("orchestrator show", "its trials, the best one marked"),
    ];

    // Whoever asks for help need not know the arguments yet.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var examples = parseResult.CommandResult.Command switch
        {
            ExampledCommand command => command.Examples,
            RootCommand => Beginnings,
            _ => [],
        };
        if (examples.Count == 0)
        {
            return code;
        }

        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        var width = examples.Max(e => e.Line.Length);
        foreach (var (line, meaning) in examples)
        {
            output.WriteLine($"  {line.PadRight(width)}  {meaning}");
        }

        output.WriteLine();
        return code;
    }
}
