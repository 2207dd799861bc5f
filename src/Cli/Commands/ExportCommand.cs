using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Export;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator export [SWEEP]</c>.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var reading = new SweepReading();
        var csv = new Option<bool>("--csv") { Description = "Write CSV; this is the default." };
        var rows = new Option<string>("--rows") { Description = "What a row is.", DefaultValueFactory = _ => "trials" };
        rows.AcceptOnlyFromAmong("trials", "folds", "measurements");
        var output = new Option<string?>("--output", "-o") { Description = "File to write. [default: standard output]", HelpName = "FILE" };
        reading.Json.Description = "Write JSON.";
        var command = reading.Complete(new ExampledCommand("export", "Writes trials, folds or measurements for other programs.",
            ("orchestrator export > trials.csv", "a row a trial: configuration, mean, std, folds"),
            ("orchestrator export splice-1 --rows measurements -o curves.csv", "every metric of every epoch"),
            ("orchestrator export splice-1 --json", "the whole sweep")), csv, rows, output);
        command.Validators.Add(result =>
        {
            if (result.GetValue(csv) && result.GetValue(reading.Json))
            {
                result.AddError("Choose one of --csv and --json.");
            }
        });
        command.SetAction((parsed, _) => reading.WithSweepAsync(parsed, async (place, state) =>
        {
            var path = parsed.GetValue(output);
            await using var file = path is null ? null : new StreamWriter(path);
            await WriteAsync(place, state, parsed.GetValue(rows)!, parsed.GetValue(reading.Json), file ?? Console.Out);
            return ExitCode.Success;
        }));
        return command;
    }

    private static async Task WriteAsync(ISweepClient place, SweepState state, string rows, bool json, TextWriter output)
    {
        switch (rows)
        {
            case "measurements" when json: WriteJson(await place.MeasurementsAsync(state.Id), output); break;
            case "measurements": CsvExport.Measurements(await place.MeasurementsAsync(state.Id), output); break;
            case "folds" when json: WriteJson(state.Trials.SelectMany(t => t.Folds), output); break;
            case "folds": CsvExport.Folds(state, output); break;
            case var _ when json: WriteJson(state, output); break;
            default: CsvExport.Trials(state, output); break;
        }
    }

    private static void WriteJson<T>(T value, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(value, WireJson.Indented));
}
