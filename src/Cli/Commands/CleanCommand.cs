using System.CommandLine;
using System.Globalization;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Settings;
using Orchestrator.Cli.SweepFiles.Sections;
using Orchestrator.Client;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator clean [SWEEP]</c>.</summary>
internal static class CleanCommand
{
    public static Command Create()
    {
        var (sweep, place) = (CommonOptions.Sweep(), new SweepClientOptions());
        sweep.Description = "The sweep's id. [default: all that have ended]";
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be deleted." };
        var keep = new Option<string?>("--keep")
        {
            Description = "Whose checkpoints stay: all, none, or 'best N' trials'. [default: as the sweep file says, or best 3]",
            HelpName = "TRIALS"
        };
        var command = new ExampledCommand("clean",
            "Deletes checkpoints that ended sweeps need no longer. Their tables, curves and refits stay.",
            ("orchestrator clean --dry-run", "how much would it be?"),
            ("orchestrator clean splice-1 --keep none", "all of its trials' checkpoints; the refit stays"),
            ("orchestrator clean splice-1 --server https://head:7070", "those of a cluster's sweep"))
        { sweep, keep, dryRun };
        place.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var asked = parsed.GetValue(keep) is not { } text ? null
                : ArtifactsSection.TryParse(text, out var read) ? read
                : throw new UserError($"--keep '{text}': it is all, none, or 'best N', such as 'best 3'.");
            var cleaning = new Cleaning(asked, parsed.GetValue(dryRun));
            if (place.MeansCluster(parsed))
            {
                using var client = place.Server.Connect(parsed);
                return await CleanAsync(client, parsed.GetValue(sweep), cleaning);
            }

            return await CleanAsync(DataDirectory.At(parsed.GetValue(place.Home)).Existing(), parsed.GetValue(sweep), cleaning);
        });
        return command;
    }

    private static async Task<int> CleanAsync(OrchestratorClient client, string? id, Cleaning cleaning)
    {
        var total = 0L;
        foreach (var sweep in id is not null ? [new SweepId(id)]
            : (await client.ListAsync()).Where(s => s.EndedAt is not null).Select(s => s.Sweep))
        {
            total += Told(await client.CleanAsync(sweep, cleaning));
        }

        TellTotal(total, cleaning.DryRun);
        return ExitCode.Success;
    }

    private static async Task<int> CleanAsync(DataDirectory home, string? id, Cleaning cleaning)
    {
        await using var journal = JournalDatabase.Sqlite(home.Journal, readOnly: true);
        await journal.PrepareAsync();
        var known = await journal.Sweeps.ListAsync();
        var sweeps = id is not null ? [await SweepIds.FindAsync(journal.Sweeps, id)] : new List<SweepState>();
        foreach (var each in id is null ? known : [])
        {
            if (await journal.Sweeps.LoadAsync(each) is { } state)
            {
                sweeps.Add(state);
            }
        }

        var total = 0L;
        foreach (var state in sweeps)
        {
            total += Clean(home, state, cleaning);
        }

        TellTotal(total, cleaning.DryRun);
        foreach (var folder in id is null ? CheckpointCleaning.Unknown(home.Sweeps, known) : [])
        {
            Console.Error.WriteLine($"note: the journal does not know the sweep of {folder}, which is left alone. Was journal.db copied "
                + "without its -wal file?");
        }

        return ExitCode.Success;
    }

    private static long Clean(DataDirectory home, SweepState state, Cleaning cleaning)
    {
        if (!state.Ended)
        {
            Console.Out.WriteLine($"{state.Id}: has not ended; left alone");
            return 0;
        }

        // Nobody may give it more trials meanwhile.
        using var owned = cleaning.DryRun ? null : SweepLock.Take(home, state.Id);
        return Told(CheckpointCleaning.Clean(home.Sweeps, state, cleaning.Keep, cleaning.DryRun));
    }

    private static long Told(Cleaned cleaned)
    {
        Console.Out.WriteLine($"{cleaned.Sweep}: {cleaned.Trials} of {Words.Count(cleaned.Of, "trial")}, {Size(cleaned.Bytes)}");
        return cleaned.Bytes;
    }

    private static void TellTotal(long bytes, bool dryRun) =>
        Console.Out.WriteLine($"{(dryRun ? "to be deleted" : "deleted")}: {Size(bytes)}");

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB");
}
