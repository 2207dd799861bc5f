using System.CommandLine;
using Orchestrator.Cli.Export;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator export [SWEEP] --format FORMAT --out PATH</c>.</summary>
internal static class ExportCommand
{
    private const string Csv = "csv";
    private const string JsonLines = "jsonl";
    private const string Trials = "trials";
    private const string Measurements = "measurements";

    public static Command Create()
    {
        var reading = new SweepReading();
        var format = new Option<string>("--format")
        {
            Description = "csv; jsonl (a trial a line); optuna (a SQLite file that Optuna opens); parquet, tensorboard, mlflow (folders).",
            DefaultValueFactory = _ => Csv,
            HelpName = string.Join('|', [Csv, JsonLines, .. ExportFormats.Names]),
        };
        format.AcceptOnlyFromAmong([Csv, JsonLines, .. ExportFormats.Names]);
        var rows = new Option<string>("--rows")
        {
            Description = "What a row of CSV or JSON is; 'trials' leaves the folds out of mlflow.",
            DefaultValueFactory = _ => Trials,
        };
        rows.AcceptOnlyFromAmong([.. SweepTables.All.Keys]);
        var output = new Option<string?>("--out", "-o")
        {
            Description = "File or folder to write. [default: standard output, for csv, jsonl and --json]",
            HelpName = "PATH",
        };
        reading.Json.Description = "Write JSON instead.";
        var command = reading.Complete(new ExampledCommand("export", "Writes a sweep for other programs. Works while it runs.",
            ("orchestrator export > trials.csv", "a row a trial: configuration, mean, std, folds"),
            ("orchestrator export splice-1 --rows measurements -o curves.csv", "every metric of every epoch"),
            ("orchestrator export splice-1 --format jsonl", "a trial a line, with folds, attempts and reasons"),
            ("orchestrator export splice-1 --format optuna --out splice.db", "optuna.load_study(None, \"sqlite:///splice.db\")"),
            ("orchestrator export splice-1 --format parquet --out splice/", "trials.parquet, folds.parquet, measurements.parquet"),
            ("orchestrator export splice-1 --format tensorboard --out logs/", "tensorboard --logdir logs"),
            ("orchestrator export splice-1 --format mlflow --out mlruns/", "mlflow ui --backend-store-uri mlruns"),
            ("orchestrator export splice-1 --json", "the whole sweep")), format, rows, output);
        command.Validators.Add(result =>
        {
            var (name, json) = (result.GetValue(format) ?? Csv, result.GetValue(reading.Json));
            if (json && name != Csv)
            {
                result.AddError($"Choose one of --json and --format {name}.");
            }

            if (name == ExportFormats.Mlflow && result.GetValue(rows) == Measurements)
            {
                result.AddError("MLflow has runs of trials, --rows trials, or of trials and folds.");
            }
            else if (name is not (Csv or ExportFormats.Mlflow) && result.GetResult(rows) is { Implicit: false })
            {
                result.AddError($"--rows goes with CSV, --json and mlflow; --format {name} writes all there is.");
            }

            if (ExportFormats.Names.Contains(name) && result.GetValue(output) is null)
            {
                result.AddError($"--format {name} writes no text: say where to with --out.");
            }
        });
        command.SetAction((parsed, _) => reading.WithSweepAsync(parsed, async (place, state) =>
        {
            var sweep = new ExportedSweep(place, state);
            var (name, path) = (parsed.GetValue(format)!, parsed.GetValue(output));
            if (ExportFormats.Names.Contains(name))
            {
                var trialsAlone = parsed.GetResult(rows) is { Implicit: false } && parsed.GetValue(rows) == Trials;
                await ExportFormats.WriteAsync(name, sweep, path!, withFolds: !trialsAlone);
                Console.Error.WriteLine($"{state.Id} is in {path}.");
                return ExitCode.Success;
            }

            await using var file = path is null ? null : Writer(path);
            await WriteAsync(sweep, name, parsed.GetValue(rows)!, parsed.GetValue(reading.Json), file ?? Console.Out);
            return ExitCode.Success;
        }));
        return command;
    }

    private static StreamWriter Writer(string path)
    {
        try
        {
            return new StreamWriter(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--out {path}: {e.Message}");
        }
    }

    private static async Task WriteAsync(ExportedSweep sweep, string format, string rows, bool json, TextWriter output)
    {
        switch (rows)
        {
            case var _ when format == JsonLines: await JsonLinesExport.WriteAsync(sweep, output); break;
            case var _ when !json: await CsvExport.WriteAsync(SweepTables.All[rows](sweep), output); break;
            case Measurements: await JsonExport.WriteAsync(sweep.MeasurementsAsync(), output); break;
            case "folds": await JsonExport.WriteAsync(sweep.State.Trials.SelectMany(t => t.Folds).ToAsyncEnumerable(), output); break;
            default: JsonExport.Write(sweep.State, output); break;
        }
    }
}
