using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Studies;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator import STUDY</c>.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var study = new Argument<string>("STUDY")
        {
            Description = "SQLite file or journal in which Optuna keeps its studies; FILE:NAME where it holds several.",
        };
        var json = new Option<bool>("--json") { Description = "Write its space and all its trials as JSON." };
        var command = new ExampledCommand("import",
            "Reads a study of Optuna's and prints its space for a sweep file. What its trials found goes into a search with --warm-start.",
            ("orchestrator import study.db >> sweep.yaml", "its space, with notes of what a space cannot say"),
            ("orchestrator import journal.log:lr-search --json", "one of several, with all trials"),
            ("orchestrator run sweep.yaml --warm-start study.db", "a search that has learned from it"))
        { study, json };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(study);
            var found = (StudyFile.Find(name) ?? throw new UserError($"There is no file {name}.")).Read();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    new { found.Name, found.Maximize, Space = found.Space(_ => { }), found.Trials }, WireJson.Indented));
                return ExitCode.Success;
            }

            foreach (var line in StudyText.Of(found, name))
            {
                Console.WriteLine(line);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
