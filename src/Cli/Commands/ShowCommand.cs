using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Rendering;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator show [SWEEP] [TRIAL]</c>.</summary>
internal static class ShowCommand
{
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
                Tables.OnStandardOutput().Print(state);
                if (NestedView.Of(await NestedSeries.LoadAsync(place, state)) is { } nested)
                {
                    Tables.OnStandardOutput().Print(nested);
                }
            }
            return ExitCode.Success;
        }
        if (number < 0 || number >= state.Trials.Count)
        {
            throw new UserError(
                $"Sweep '{state.Id}' has no trial {number}; {(state.Trials.IsEmpty ? "it has none yet" : $"its trials are 0 to "
                    + $"{state.Trials.Count - 1}")}.");
        }

        var view = TrialView.Of(state, number, await place.MeasurementsAsync(state.Id, number));
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
