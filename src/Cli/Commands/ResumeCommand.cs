using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Settings;
using Orchestrator.Cli.Web;
using Orchestrator.Client;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator resume [SWEEP]</c>.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var (sweep, device, slots, place, json) =
            (CommonOptions.Sweep(), CommonOptions.Device(), CommonOptions.Slots(), new SweepClientOptions(), CommonOptions.Json());
        var trials = new Option<int?>("--trials")
        {
            Description = "Most trials, more than were planned: a completed sweep searches on, with the same suggestions so far.",
            HelpName = "N"
        };
        var (epochs, dataRoot) = (new Option<int?>("--epochs") { Hidden = true }, CommonOptions.DataRoot());
        dataRoot.Description = "Folder below which data that was moved lies now. [default: beside the home, or the current folder]";
        var web = CommonOptions.Web();
        sweep.Description = "The sweep's id. [default: the last one that has not ended; of a cluster, the last one that is paused]";
        json.Description = "Print every event and measurement as a line of JSON, and the result as the last line.";
        var command =
            new ExampledCommand("resume",
                "Goes on with a sweep that was paused, interrupted or killed. What is done is not done again; folds continue at their "
                + "checkpoints.",
            ("orchestrator resume", "the last sweep that has not ended"),
            ("orchestrator resume splice-2 --slots 1", "with one fold at a time; the result is the same"),
            ("orchestrator resume splice-2 --trials 40", "a completed sweep of 20 trials gets 20 more"),
            ("orchestrator resume splice-2 --server https://head:7070", "a cluster's, after 'orchestrator pause'"))
        { sweep, trials, epochs, dataRoot, device, slots, web };
        place.AddTo(command);
        command.Add(json);
        command.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(epochs) is { } other)
            {
                throw new UserError($"--epochs {other}: the trials of a sweep are compared by scores of equally long trainings, so that "
                    + "its epochs stay what they are. Start another with 'orchestrator run FILE --epochs N'; with --warm-start SWEEP its "
                    + "search learns from this one.");
            }
            if (!place.MeansCluster(parsed))
            {
                return await new SweepRunner(DataDirectory.At(parsed.GetValue(place.Home)).Existing(), parsed.GetValue(json),
                        WebPage.Asked(parsed, web))
                    .ResumeAsync(parsed.GetValue(sweep), parsed.GetValue(device), parsed.GetValue(slots), parsed.GetValue(trials),
                        parsed.GetValue(dataRoot));
            }
            if (parsed.GetResult(web) is not null)
            {
                throw new UserError("--web is for the sweeps of this machine. A cluster's coordinators serve their page beside the API.");
            }
            if (parsed.GetValue(device) is not null || parsed.GetValue(slots) is not null)
            {
                throw new UserError("--device and --slots are for this machine; those of a cluster are its nodes'.");
            }
            if (parsed.GetValue(dataRoot) is not null)
            {
                throw new UserError("--data-root is for the sweeps of this machine: a cluster's data came with the submission.");
            }

            using var client = place.Server.Connect(parsed);
            return parsed.GetValue(trials) is { } more
                ? await ExtendAsync(client, parsed.GetValue(sweep), more, parsed.GetValue(json))
                : await ContinueAsync(client, parsed.GetValue(sweep), parsed.GetValue(json));
        });
        return command;
    }

    private static async Task<int> ExtendAsync(OrchestratorClient client, string? id, int trials, bool json)
    {
        var sweep = id is not null ? new SweepId(id)
            : throw new UserError("Which sweep of the cluster shall have more trials? Name it: orchestrator resume SWEEP --trials N.");
        var now = await client.ExtendAsync(sweep, new Extension(trials, Requester.Name));
        if (now.Paused)
        {
            now = await client.ContinueAsync(sweep, new Continuation(Requester.Name));
        }

        Console.Out.WriteLine(json ? JsonSerializer.Serialize(now, WireJson.Options) : Told(now));
        return now.Planned >= trials ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task<int> ContinueAsync(OrchestratorClient client, string? id, bool json)
    {
        var sweep = id is not null ? new SweepId(id)
            : (await client.ListAsync()).FirstOrDefault(s => s.Paused)?.Sweep ?? throw new UserError("No sweep of the cluster is paused.");
        var now = await client.ContinueAsync(sweep, new Continuation(Requester.Name));
        Console.Out.WriteLine(json ? JsonSerializer.Serialize(now, WireJson.Options) : Told(now));
        return now.Paused ? ExitCode.Failure : ExitCode.Success;
    }

    // What the coordinator says of the sweep, and not what it was asked for.
    private static string Told(SweepSummary now) => now switch
    {
        { Status: SweepStatus.Completed or SweepStatus.Cancelled } => $"{now.Sweep} has ended. Look with: orchestrator show {now.Sweep}",
        { Paused: true } => $"{now.Sweep} is paused still. Try again, and look with: orchestrator watch {now.Sweep}",
        _ => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{now.Sweep} goes on ({now.Ended} of {now.Planned} trials have ended). Look with: orchestrator watch {now.Sweep}"),
    };
}
