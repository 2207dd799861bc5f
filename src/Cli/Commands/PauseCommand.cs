using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator pause SWEEP</c>.</summary>
internal static class PauseCommand
{
    public static Command Create()
    {
        var (sweep, place, json) = (CommonOptions.NamedSweep(), new SweepClientOptions(), CommonOptions.Json());
        var reason = new Option<string?>("--reason") { Description = "Why, for the journal.", HelpName = "TEXT" };
        var now = new Option<bool>("--now")
        {
            Description =
                "Stop what runs at its next checkpoint, instead of letting it run to its end. A sweep of 'orchestrator run' always does."
        };
        var command =
            new ExampledCommand("pause",
                "Lets a sweep start no further fold until 'orchestrator resume'. Nothing is lost, and the result will be the same.",
            ("orchestrator pause splice-2", "the process that runs it drains and ends"),
            ("orchestrator pause splice-2 --server https://head:7070", "the cluster runs what it has begun, and begins nothing more"),
            ("orchestrator pause splice-2 --now --reason 'GPUs for the deadline'", "what runs stops at a checkpoint; the journal says why"))
        { sweep, reason, now };
        place.AddTo(command);
        command.Add(json);
        command.SetAction(async (parsed, _) =>
        {
            await using var sweeps = place.Open(parsed);
            var state = await sweeps.FindOpenAsync(parsed.GetRequiredValue(sweep));
            await sweeps.PauseAsync(state.Id, parsed.GetValue(reason), parsed.GetValue(now));
            var paused = await sweeps.FindAsync(state.Id.Value);
            if (paused.Ended)
            {
                throw new UserError($"Sweep '{paused.Id}' ended before it could be paused: {paused.Ending}");
            }
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(paused.Summarize(), WireJson.Indented) : Told(paused));
            return paused.Pause is null ? ExitCode.Failure : ExitCode.Success;
        });
        return command;
    }

    // What the journal says of the sweep, and not what it was asked for.
    private static string Told(SweepState now) => now.Pause is null
        ? $"{now.Id} is not paused yet. Try again, and look with: orchestrator watch {now.Id}"
        : $"{now.Id} is paused{Running(now.Leased().Count())}. Go on with: orchestrator resume {now.Id}";

    private static string Running(int folds) => folds switch { 0 => "", 1 => "; one fold still runs", _ => $"; {folds} folds still run" };
}
