using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Studies;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator import PATH</c>.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH")
        {
            Description = "A sweep of W&B's, a study of Optuna's (FILE:STUDY where a file holds several), a space of Ray Tune's or its "
                + "folder of trials (DIR:METRIC says what they are judged by), a folder of Keras Tuner's. Its content tells which it is.",
        };
        var output = new Option<string?>("--out", "-o") { Description = "File to write. [default: standard output]", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Write all that was read, with its trials, as JSON." };
        var command = new ExampledCommand("import",
            "Writes a sweep file from what another program keeps, and says line by line what did not map. What its trials found goes into "
                + "a search with --warm-start.",
            ("orchestrator import wandb-sweep.yaml -o sweep.yaml", "W&B's method, metric, parameters, early_terminate and command"),
            ("orchestrator import study.db:lr-search", "one of several studies of Optuna's"),
            ("orchestrator import space.yaml", "lr: tune.loguniform(1e-4, 1e-1) and so on"),
            ("orchestrator import ray_results/exp:accuracy --json", "Ray Tune's trials"),
            ("orchestrator import my_dir/untitled_project", "Keras Tuner's space and objective"),
            ("orchestrator run sweep.yaml --warm-start study.db", "a search that has learned from it"))
        { path, output, json };
        command.SetAction(parsed =>
        {
            var (name, written) = (parsed.GetRequiredValue(path), parsed.GetValue(output));
            if (File.Exists(written))
            {
                throw new UserError($"--out {written}: a file is there already. Name another one, or delete it.");
            }

            var file = ForeignFile.Find(name) ?? throw new UserError(Directory.Exists(name)
                ? $"The folder {name} holds no trials of Ray Tune (TRIAL/params.json) and none of Keras Tuner (trial_ID/trial.json)."
                : $"There is no file {name}.");
            var sweep = file.Read();
            foreach (var note in sweep.Notes)
            {
                Console.Error.WriteLine($"{file.Path}{(note.Line is { } line ? $":{line}" : "")}: {note.Text}");
            }

            var lines = parsed.GetValue(json) ? [JsonSerializer.Serialize(Whole(sweep), WireJson.Indented)] : SweepText.Of(sweep, name);
            Write(lines, written);
            return ExitCode.Success;
        });
        return command;
    }

    private static object Whole(ImportedSweep sweep) => new
    {
        sweep.Name,
        sweep.Objectives,
        sweep.Space,
        sweep.Fixed,
        sweep.Command,
        sweep.Notes,
        Trials = sweep.History?.Trials,
    };

    private static void Write(IEnumerable<string> lines, string? path)
    {
        if (path is null)
        {
            foreach (var line in lines)
            {
                Console.WriteLine(line);
            }

            return;
        }

        try
        {
            File.WriteAllLines(path, lines);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--out {path}: {e.Message}");
        }
    }
}
