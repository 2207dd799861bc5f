using System.CommandLine;
using System.Globalization;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.SweepFiles.Sections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator clean [SWEEP]</c>.</summary>
internal static class CleanCommand
{
    public static Command Create()
    {
        var (sweep, home) = (CommonOptions.Sweep(), CommonOptions.Home());
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
            ("orchestrator clean splice-1 --keep none", "all of its trials' checkpoints; the refit stays"))
        { sweep, keep, dryRun, home };
        command.SetAction(async (parsed, _) =>
        {
            var place = DataDirectory.At(parsed.GetValue(home)).Existing();
            var asked = parsed.GetValue(keep) is not { } text ? null
                : ArtifactsSection.TryParse(text, out var read) ? read
                : throw new UserError($"--keep '{text}': it is all, none, or 'best N', such as 'best 3'.");
            return await CleanAsync(place, parsed.GetValue(sweep), asked, parsed.GetValue(dryRun));
        });
        return command;
    }

    private static async Task<int> CleanAsync(DataDirectory home, string? id, ArtifactsDefinition? keep, bool dryRun)
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
            total += Clean(home, state, keep, dryRun);
        }

        Console.Out.WriteLine($"{(dryRun ? "to be deleted" : "deleted")}: {Size(total)}");
        foreach (var folder in id is null ? Cleaning.Unknown(home, known) : [])
        {
            Console.Error.WriteLine($"note: the journal does not know the sweep of {folder}, which is left alone. Was journal.db copied "
                + "without its -wal file?");
        }

        return ExitCode.Success;
    }

    private static long Clean(DataDirectory home, SweepState state, ArtifactsDefinition? keep, bool dryRun)
    {
        if (!state.Ended)
        {
            Console.Out.WriteLine($"{state.Id}: has not ended; left alone");
            return 0;
        }

        // Nobody may give it more trials meanwhile.
        using var owned = dryRun ? null : SweepLock.Take(home, state.Id);
        var best = keep is not null ? keep.Best : state.Definition.Artifacts is { } said ? said.Best : ArtifactsSection.UsualBest;
        var folders = Cleaning.Find(home, state, best);
        foreach (var (folder, _) in dryRun ? [] : folders)
        {
            Directory.Delete(folder, recursive: true);
        }

        var bytes = folders.Sum(folder => folder.Bytes);
        Console.Out.WriteLine($"{state.Id}: {folders.Count} of {state.Trials.Count} trials, {Size(bytes)}");
        return bytes;
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB");
}
