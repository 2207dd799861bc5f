using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Wire;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator best [SWEEP]</c>.</summary>
internal static class BestCommand
{
    public static Command Create()
    {
        var reading = new SweepReading();
        var command = reading.Complete(new ExampledCommand("best", "Shows the best configuration of a sweep, its cross-validation score and its test score; with several objectives the Pareto front.",
            ("orchestrator best", "of the last sweep"),
            ("orchestrator best splice-1 --json | jq .configuration", "only the hyper-parameters"),
            ("orchestrator best splice-size-1 --json | jq .front", "the Pareto front of several objectives, with its hypervolume")));
        command.SetAction((parsed, _) => reading.WithSweepAsync(parsed, async (place, state) =>
        {
            var best = BestView.Of(state) with { Nested = NestedView.Of(await NestedSeries.LoadAsync(place, state)) };
            if (parsed.GetValue(reading.Json)) Console.Out.WriteLine(JsonSerializer.Serialize(best, WireJson.Indented));
            else
            {
                Tables.OnStandardOutput().Print(best);
                if (best.Nested is { } nested) Tables.OnStandardOutput().Print(nested);
            }
            return best.Trial is null ? ExitCode.Failure : ExitCode.Success;
        }));
        return command;
    }
}
