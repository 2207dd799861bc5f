using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Orchestrator.Cli.Commands;

/// <summary>The commands as a manual page, in the macros of man(7).</summary>
internal sealed class ManualPage
{
    private readonly StringBuilder text = new();

    private ManualPage()
    {
    }

    /// <summary>One section for each command, with its options and examples.</summary>
    public static string Of(RootCommand root)
    {
        var page = new ManualPage();
        page.Head(root);
        foreach (var command in root.Subcommands.Where(command => !command.Hidden))
        {
            page.Command(command, "orchestrator");
        }

        page.Foot();
        return page.text.ToString();
    }

    private void Head(RootCommand root)
    {
        var version = typeof(ManualPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
        Macro("TH", "ORCHESTRATOR", "1", "", $"orchestrator {version}", "User Commands");
        Macro("SH", "NAME");
        Line($"orchestrator - {root.Description}");
        Macro("SH", "SYNOPSIS");
        Raw(".B orchestrator\n.I COMMAND\n[\\fIoption\\fR ...]");
        Macro("SH", "COMMANDS");
    }

    private void Command(Command command, string above)
    {
        var name = $"{above} {command.Name}";
        Macro("SS", string.Join(' ', command.Arguments.Select(Operand).Prepend(name)));
        Line(command.Description ?? "");
        foreach (var argument in command.Arguments.Where(argument => argument.Description is not null))
        {
            Item(argument.Name.ToUpperInvariant(), argument.Description!);
        }

        foreach (var option in command.Options.Where(option => !option.Hidden))
        {
            var names = string.Join(", ", option.Aliases.Prepend(option.Name));
            Item(names + Value(option), option.Description ?? "");
        }

        foreach (var (line, meaning) in (command as ExampledCommand)?.Examples ?? [])
        {
            Item(line, meaning);
        }

        foreach (var below in command.Subcommands.Where(below => !below.Hidden))
        {
            Command(below, name);
        }
    }

    private void Foot()
    {
        Macro("SH", "EXIT STATUS");
        Item("0", "done");
        Item("1", "database, disk, network or port fail, or a sweep ended without a score");
        Item("2", "command, file or data are not right; nothing was changed");
        Item("70", "a defect of the program");
        Item("130", "interrupted and drained: 'orchestrator resume' goes on");
        Macro("SH", "ENVIRONMENT");
        Item("ORCHESTRATOR_HOME", "folder of journal, checkpoints, models and logs, unless --home names one; .orchestrator by default");
        Item("ORCHESTRATOR_SERVER", "addresses of a cluster's coordinators, separated by commas; the commands then speak to it");
        Item("ORCHESTRATOR_TOKEN, ORCHESTRATOR_TOKEN_FILE", "the cluster's token, or the file that holds it");
        Item("TORCH_ROOT", "the torch folder of a PyTorch installation, whose libtorch is used");
        Item("NO_COLOR", "no colours");
    }

    private static string Value(Option option)
    {
        var words = option.GetCompletions(CompletionContext.Empty).Select(word => word.Label).ToArray();
        return option.ValueType == typeof(bool) || option.Arity.MaximumNumberOfValues == 0 ? ""
            : $" {option.HelpName ?? (words.Length > 0 ? string.Join('|', words) : "VALUE")}";
    }

    private static string Operand(Argument argument)
    {
        var name = argument.HelpName ?? argument.Name.ToUpperInvariant();
        var several = argument.Arity.MaximumNumberOfValues > 1 ? " ..." : "";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}{several}]" : name + several;
    }

    private void Item(string term, string meaning)
    {
        Raw(".TP");
        Raw($"\\fB{Escaped(term)}\\fR");
        Line(meaning);
    }

    private void Macro(string name, params string[] words) =>
        Raw($".{name} {string.Join(' ', words.Select(word => $"\"{Escaped(word).Replace("\"", "\\(dq")}\""))}");

    // A line that begins with a dot or a quote would be taken for a macro.
    private void Line(string plain)
    {
        var escaped = Escaped(plain);
        Raw(escaped is ['.' or '\'', ..] ? $"\\&{escaped}" : escaped);
    }

    private void Raw(string line) => text.Append(CultureInfo.InvariantCulture, $"{line}\n");

    private static string Escaped(string plain) => plain.Replace("\\", "\\e").Replace("-", "\\-").ReplaceLineEndings(" ");
}
