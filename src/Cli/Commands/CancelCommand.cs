using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Settings;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator cancel SWEEP</c>.</summary>
internal static class CancelCommand
{
    public static Command Create()
    {
        var (sweep, place, json) = (CommonOptions.NamedSweep(), new SweepClientOptions(), CommonOptions.Json());
        var reason = new Option<string?>("--reason") { Description = "Why, for the journal.", HelpName = "TEXT" };
        var command = new ExampledCommand("cancel", "Ends a sweep for good. What is done stays.",
            ("orchestrator cancel splice-2", "folds that run are stopped"),
            ("orchestrator cancel splice-2 --reason 'labels were swapped'", "and the journal says why"))
        { sweep, reason };
        place.AddTo(command);
        command.Add(json);
        command.SetAction(async (parsed, _) =>
        {
            await using var sweeps = place.Open(parsed);
            var state = await sweeps.FindOpenAsync(parsed.GetRequiredValue(sweep));
            await sweeps.CancelAsync(state.Id, parsed.GetValue(reason) ?? $"By {Requester.Name}.");
            var ended = await sweeps.FindAsync(state.Id.Value);
            if (ended.Status == SweepStatus.Completed)
            {
                throw new UserError($"Sweep '{ended.Id}' ended before it could be cancelled: {ended.Ending}");
            }
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(ended.Summarize(), WireJson.Indented) : Told(ended));
            return ended.Ended ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    // What the journal says of the sweep, and not what it was asked for.
    private static string Told(SweepState now) => now.Ended
        ? $"{now.Id} is cancelled."
        : $"{now.Id} is not cancelled yet. Try again, and look with: orchestrator watch {now.Id}";
}
