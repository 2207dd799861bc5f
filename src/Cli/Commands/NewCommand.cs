using System.CommandLine;
using Orchestrator.Cli.PluginProjects;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Search;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator new KIND NAME</c>.</summary>
internal static class NewCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = $"What it shall be: {string.Join(", ", PluginTemplate.Kinds)}." };
        kind.AcceptOnlyFromAmong(PluginTemplate.Kinds);
        var name = new Argument<string>("NAME") { Description = "What sweep files will call it, such as my-net." };
        var folder = new Option<string?>("--out", "-o") { Description = "Folder to make. [default: ./NAME]", HelpName = "DIR" };
        var command = new ExampledCommand("new",
            "Makes the project of a plug-in in C#: one class, its test, and a small sweep to run it in.",
            ("orchestrator new model demo", "a network of your own in the folder demo"),
            ("orchestrator run demo/sweep.yaml", "builds it and runs a small sweep with it"),
            ("orchestrator new metric balanced --out plugins/balanced", "a figure of merit, elsewhere"))
        { kind, name, folder };
        command.SetAction(parsed =>
        {
            var (what, word) = (parsed.GetRequiredValue(kind), parsed.GetRequiredValue(name));
            if (Known(what).Contains(word))
            {
                throw new UserError($"There is a {what} '{word}' already. Take another name.");
            }

            var place = parsed.GetValue(folder) ?? word;
            foreach (var file in PluginTemplate.Write(what, word, place))
            {
                Console.Out.WriteLine(Path.Combine(place, file));
            }

            Console.Error.WriteLine($"Run a small sweep with it: orchestrator run {Path.Combine(place, "sweep.yaml")}\n"
                + $"Test it:                   dotnet test {Path.Combine(place, "tests")}");
            return ExitCode.Success;
        });
        return command;
    }

    private static IEnumerable<string> Known(string kind) => kind switch
    {
        "model" => SweepVocabulary.Registered.Models.Select(model => model.Name),
        "sampler" => SamplerRegistry.Names,
        "pruner" => PrunerRegistry.Names,
        "reader" => DataSetFormats.Readers.Select(reader => reader.Format),
        _ => [.. NetworkMetrics.Names, .. Enum.GetValues<TaskKind>().SelectMany(MetricCatalog.Of).Select(metric => metric.Name)],
    };
}
