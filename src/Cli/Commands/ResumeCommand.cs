using System.CommandLine;
using Orchestrator.Cli.Embedded;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator resume [SWEEP]</c>.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var (sweep, device, slots, home, json) =
            (CommonOptions.Sweep(), CommonOptions.Device(), CommonOptions.Slots(), CommonOptions.Home(), CommonOptions.Json());
        sweep.Description = "The sweep's id. [default: the last one that has not ended]";
        json.Description = "Print every event and measurement as a line of JSON, and the result as the last line.";
        var command = new ExampledCommand("resume", "Goes on with a sweep that was interrupted or killed. What is done is not done again; folds continue at their checkpoints.",
            ("orchestrator resume", "the last sweep that has not ended"),
            ("orchestrator resume splice-2", "that one"),
            ("orchestrator resume splice-2 --slots 1", "with one fold at a time; the result is the same"))
        { sweep, device, slots, home, json };
        command.SetAction((parsed, _) =>
            new SweepRunner(Home.At(parsed.GetValue(home)).Existing(), parsed.GetValue(json))
                .ResumeAsync(parsed.GetValue(sweep), parsed.GetValue(device), parsed.GetValue(slots)));
        return command;
    }
}
