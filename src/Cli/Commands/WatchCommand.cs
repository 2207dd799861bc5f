using System.CommandLine;
using Orchestrator.Cli.Clustered;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Settings;
using Orchestrator.Client;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator watch [SWEEP]</c>.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var (sweep, server, json) = (CommonOptions.Sweep(), new ServerOptions(), CommonOptions.Json());
        sweep.Description = "The sweep's id. [default: the last one that has not ended, else the last one]";
        json.Description = "Print every event, from the first, and every measurement as a line of JSON, and the result as the last line.";
        var command =
            new ExampledCommand("watch",
                "Shows a sweep of a coordinator as it runs, until it ends. Ctrl-C stops looking; the sweep goes on.",
            ("orchestrator watch", "the last sweep"),
            ("orchestrator watch splice-2 --server https://head:7070", "that one, over there"),
            ("orchestrator watch --server https://head-1:7070,https://head-2:7070", "whichever of them answers, over a failover too"),
            ("orchestrator watch splice-2 --json | jq .event", "a stream of events for scripts"))
        { sweep, json };
        server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var client = server.Connect(parsed);
            return await WatchAsync(client, await ChooseAsync(client, parsed.GetValue(sweep)), parsed.GetValue(json));
        });
        return command;
    }

    private static async Task<SweepId> ChooseAsync(OrchestratorClient client, string? id)
    {
        if (id is not null)
        {
            return (await client.FindAsync(new SweepId(id))).Id;
        }

        var sweeps = await client.ListAsync();
        var chosen = sweeps.FirstOrDefault(s => s.Status is not (SweepStatus.Completed or SweepStatus.Cancelled))
            ?? sweeps.FirstOrDefault();
        return chosen?.Sweep
            ?? throw new UserError($"The coordinator at {client.Server} has no sweep yet. Give it one with 'orchestrator submit FILE'.");
    }

    /// <summary>Shows a sweep until it ends, or until Ctrl-C.</summary>
    internal static async Task<int> WatchAsync(OrchestratorClient client, SweepId sweep, bool json)
    {
        using var interrupts = new Interrupts();
        using var screen = Screen.Open(json);
        using var leaving = new CancellationTokenSource();
        var following = new SweepWatch(client, screen).FollowAsync(sweep, leaving.Token);
        if (await Task.WhenAny(following, interrupts.First) == interrupts.First)
        {
            await leaving.CancelAsync();
            await ((Task)following).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            screen.Note($"The sweep goes on. Look again with: orchestrator watch {sweep}");
            return ExitCode.Interrupted;
        }
        var state = await following;
        screen.ShowResult(state);
        return state.Best is null ? ExitCode.Failure : ExitCode.Success;
    }
}
