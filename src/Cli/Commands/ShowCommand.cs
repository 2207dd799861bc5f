using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Wire;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator show [SWEEP] [TRIAL]</c>.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var (sweep, home, json) = (CommonOptions.Sweep(), CommonOptions.Home(), CommonOptions.Json());
        var trial = new Argument<int?>("TRIAL") { Description = "A trial's number: shows its folds, attempts and learning curves.", Arity = ArgumentArity.ZeroOrOne };
        var command = new ExampledCommand("show", "Shows the trials of a sweep, or one of them in full. Works while the sweep runs.",
            ("orchestrator show", "the last sweep"),
            ("orchestrator show splice-1 7", "trial 7: folds, attempts with their reasons, learning curves"),
            ("orchestrator show splice-1 --json", "everything that the journal knows"))
        { sweep, trial, home, json };
        command.SetAction((parsed, _) => SweepReading.WithSweepAsync(parsed.GetValue(home), parsed.GetValue(sweep), (archive, state) =>
            ShowAsync(archive, state, parsed.GetValue(trial), parsed.GetValue(json))));
        return command;
    }

    private static async Task<int> ShowAsync(SweepArchive archive, SweepState state, int? trial, bool json)
    {
        if (trial is not { } number)
        {
            if (json) Console.Out.WriteLine(JsonSerializer.Serialize(state, WireJson.Indented));
            else
            {
                Tables.OnStandardOutput().Print(state);
                if (NestedView.Of(await NestedSeries.LoadAsync(archive, state)) is { } nested) Tables.OnStandardOutput().Print(nested);
            }
            return ExitCode.Success;
        }
        if (number < 0 || number >= state.Trials.Count)
            throw new UserError($"Sweep '{state.Id}' has no trial {number}; {(state.Trials.IsEmpty ? "it has none yet" : $"its trials are 0 to {state.Trials.Count - 1}")}.");
        var view = TrialView.Of(state, number, await archive.MeasurementsAsync(state.Id, number));
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(view, WireJson.Indented));
        else Tables.OnStandardOutput().Print(view);
        return ExitCode.Success;
    }
}
