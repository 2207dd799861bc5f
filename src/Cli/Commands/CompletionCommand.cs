using System.CommandLine;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator completion SHELL</c>: a script that lets the shell ask this program for what may come next.</summary>
internal static class CompletionCommand
{
    // What stands before the cursor is handed over; the answer is a word a line.
    private const string Bash =
        """
        _orchestrator() {
            local word=${COMP_WORDS[COMP_CWORD]} said
            said=$(orchestrator "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
            mapfile -t COMPREPLY < <(compgen -W "$said" -- "$word")
        }
        complete -o default -F _orchestrator orchestrator
        """;

    private const string Zsh =
        """
        #compdef orchestrator
        _orchestrator() {
            local -a said
            said=("${(@f)$(orchestrator "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            compadd -a said || _files
        }
        compdef _orchestrator orchestrator
        """;

    private const string Fish =
        """
        function __orchestrator
            set -l line (commandline -cp)
            orchestrator "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
        end
        complete -c orchestrator -a '(__orchestrator)'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new ExampledCommand("completion", "Prints a script with which a shell completes commands and options.",
            ("source <(orchestrator completion bash)", "for this shell; put it into ~/.bashrc for all"),
            ("orchestrator completion zsh > ~/.zfunc/_orchestrator", "for zsh, in a folder of its fpath"),
            ("orchestrator completion fish > ~/.config/fish/completions/orchestrator.fish", "for fish"));
        command.Arguments.Add(shell);
        command.SetAction(parsed =>
        {
            Console.Out.WriteLine(parsed.GetValue(shell) switch { "zsh" => Zsh, "fish" => Fish, _ => Bash });
            return ExitCode.Success;
        });
        return command;
    }
}
