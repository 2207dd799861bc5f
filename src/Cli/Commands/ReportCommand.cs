using System.CommandLine;
using Orchestrator.Cli.Reports;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps.Figures;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator report SWEEP --out DIR</c>.</summary>
internal static class ReportCommand
{
    private const string FileName = "index.html";

    public static Command Create()
    {
        var reading = new SweepReading();
        var output = new Option<string>("--out", "-o")
        {
            Description = $"Folder for the page ({FileName}), made if need be.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "report",
        };
        var command = new ExampledCommand("report",
            "Writes all of a sweep into one page that needs no server, no network and no other file. Works while the sweep runs.",
            ("orchestrator report splice-1 --out report/", "figures, trials, and how it was made"),
            ("orchestrator report splice-1 --server http://coordinator:7070", "of a cluster's sweep"))
        { reading.Sweep, output };
        reading.Place.AddTo(command);
        command.SetAction((parsed, _) => reading.WithSweepAsync(parsed, async (place, state) =>
        {
            var now = DateTimeOffset.UtcNow;
            var rows = new List<MeasurementRow>();
            foreach (var trial in Curved(FigureData.Of(state, new FigureRequest("curves"), [], now)))
            {
                rows.AddRange(await place.MeasurementsAsync(state.Id, trial));
            }

            var path = Path.Combine(parsed.GetValue(output)!, FileName);
            try
            {
                Directory.CreateDirectory(parsed.GetValue(output)!);
                await File.WriteAllTextAsync(path, SweepReport.Of(state, rows, now));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UserError($"--out {parsed.GetValue(output)}: {e.Message}");
            }

            Console.Error.WriteLine($"The report is in {path}.");
            return ExitCode.Success;
        }));
        return command;
    }

    private static IEnumerable<int> Curved(FigureData data)
    {
        try
        {
            return data.Shown("curves").Select(trial => trial.Trial.Number);
        }
        catch (UserError) // no trial has a score yet
        {
            return [];
        }
    }
}
