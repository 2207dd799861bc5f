using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Wire;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator best [SWEEP]</c>.</summary>
internal static class BestCommand
{
    public static Command Create()
    {
        var reading = new SweepReading();
        var command = reading.Complete(new ExampledCommand("best", "Shows the best configuration of a sweep, its cross-validation score and its test score.",
            ("orchestrator best", "of the last sweep"),
            ("orchestrator best splice-1 --json | jq .configuration", "only the hyper-parameters")));
        command.SetAction((parsed, _) => reading.WithSweepAsync(parsed, (_, state) =>
        {
            var best = BestView.Of(state);
            if (parsed.GetValue(reading.Json)) Console.Out.WriteLine(JsonSerializer.Serialize(best, WireJson.Indented));
            else Tables.OnStandardOutput().Print(best);
            return Task.FromResult(best.Trial is null ? ExitCode.Failure : ExitCode.Success);
        }));
        return command;
    }
}
