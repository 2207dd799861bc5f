using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Rendering;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator show [SWEEP] [TRIAL]</c>.</summary>
internal static class ShowCommand
{
    private const int MostCurves = 8;

    public static Command Create()
    {
        var reading = new SweepReading();
        var trial = new Argument<int?>("TRIAL")
        {
            Description = "A trial's number: shows its folds, attempts and learning curves.",
            Arity = ArgumentArity.ZeroOrOne
        };
        var command =
            reading.Complete(new ExampledCommand("show", "Shows the trials of a sweep, or one of them in full. Works while the sweep runs.",
            ("orchestrator show", "the last sweep"),
            ("orchestrator show splice-1 7", "trial 7: folds, attempts with their reasons, learning curves"),
            ("orchestrator show splice-1 --json", "everything that the journal knows")), trial);
        command.SetAction((parsed, _) => reading.WithSweepAsync(parsed, (place, state) =>
            ShowAsync(place, state, parsed.GetValue(trial), parsed.GetValue(reading.Json))));
        return command;
    }

    private static async Task<IReadOnlyList<MeasurementRow>> RunningAsync(ISweepClient place, SweepState state)
    {
        var rows = new List<MeasurementRow>();
        foreach (var trial in state.Leased().Select(fold => fold.Id.Trial).Distinct().Take(MostCurves))
        {
            rows.AddRange(await place.MeasurementsAsync(state.Id, trial));
        }

        return rows;
    }

    private static async Task<int> ShowAsync(ISweepClient place, SweepState state, int? trial, bool json)
    {
        if (trial is not { } number)
        {
            if (json)
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(state, WireJson.Indented));
            }
            else
            {
                var tables = Tables.OnStandardOutput();
                tables.Print(state, tables.IsLive ? await RunningAsync(place, state) : null);
                if (NestedView.Of(await NestedSeries.LoadAsync(place, state)) is { } nested)
                {
                    Tables.OnStandardOutput().Print(nested);
                }
            }
            return ExitCode.Success;
        }
        var view = TrialViews.Details(state, SweepReading.Existing(state, number), await place.MeasurementsAsync(state.Id, number));
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(view, WireJson.Indented));
        }
        else
        {
            Tables.OnStandardOutput().Print(view);
        }

        return ExitCode.Success;
    }
}
