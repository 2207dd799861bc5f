using System.Security.Cryptography;
using System.Threading.Channels;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Cli.Tests.Rendering;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Views;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Clustered;

/// <summary>The same sweep in a home and behind a coordinator: what commands print of it, and do to it, is the same.</summary>
public sealed class SameVerbsTests : ClusterTest, IDisposable
{
    private static readonly SweepId Told = new("splice-1");
    private readonly string home = Directory.CreateTempSubdirectory("orchestrator-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Theory]
    [InlineData("list")]
    [InlineData("list", "--json")]
    [InlineData("show")]
    [InlineData("show", "splice-1", "--json")]
    [InlineData("show", "splice-1", "1")]
    [InlineData("show", "splice-1", "1", "--json")]
    [InlineData("show", "splice-1", "7")]
    [InlineData("compare", "splice-1", "0", "1", "2")]
    [InlineData("compare", "splice-1:0", "splice-1:1", "--json")]
    [InlineData("compare", "splice-1", "0", "7")]
    [InlineData("best", "--json")]
    [InlineData("export", "--rows", "folds")]
    [InlineData("export", "--rows", "measurements")]
    [InlineData("export", "--json")]
    [InlineData("export", "--format", "jsonl")]
    [InlineData("importance", "--json")]
    [InlineData("verify", "--json")]
    [InlineData("cancel", "splice-1")]
    public async Task Reading_prints_the_same(params string[] arguments)
    {
        await TellAsync(Story.Whole());
        var (embedded, clustered) = await BothAsync(arguments);
        (embedded.Output + embedded.Errors).ShouldNotBeEmpty();
        clustered.ShouldBe(embedded);
    }

    [Fact]
    public async Task Pausing_and_cancelling_print_the_same_and_are_journaled()
    {
        await TellAsync(Story.Begin());
        var (embedded, clustered) = await BothAsync("pause", "splice-1", "--reason", "night");
        embedded.Output.ShouldBe("splice-1 is paused. Go on with: orchestrator resume splice-1");
        clustered.ShouldBe(embedded);
        (embedded, clustered) = await BothAsync("list");
        embedded.Output.ShouldContain("paused");
        clustered.ShouldBe(embedded);
        await using var journal = JournalDatabase.Sqlite(Journal, readOnly: true);
        var state = (await journal.Sweeps.LoadAsync(Told))!;
        (state.Pause!.Reason, state.Pause.By).ShouldBe(("night", $"{Environment.UserName} on {Environment.MachineName}"));

        var resumed = await OrchestratorProcess.RunAsync("resume", "--server", Address);
        resumed.ExitCode.ShouldBe(0, resumed.Errors);
        resumed.Output.ShouldMatch(@"\Asplice-1 goes on \(\d+ of \d+ trials have ended\)\. Look with: orchestrator watch splice-1\z");
        (await Gateway.FindAsync(Told, default))!.Pause.ShouldBeNull();

        (embedded, clustered) = await BothAsync("cancel", "splice-1", "--reason", "enough");
        clustered.ShouldBe(embedded);
        (await journal.Sweeps.LoadAsync(Told))!.Ending.ShouldBe("enough");
    }

    [Fact]
    public async Task What_workers_printed_is_the_same_here_and_there()
    {
        await TellAsync(Story.Whole());
        await using var journal = JournalDatabase.Sqlite(Journal);
        await journal.PrepareAsync();
        var crashed = new AttemptId(new FoldId(1, 0), 1);
        await journal.Logs.AppendAsync([new FoldLogged(Told, crashed, [
            new LogLine(1, DateTimeOffset.UnixEpoch, "Fatal error."), new LogLine(4, DateTimeOffset.UnixEpoch, "[red] at the end"),
        ], 1, 4)]);
        await using var server = await CoordinatorServer.StartAsync(
            new WebOptions(Port: 0), Gateway, views: new SweepViews(journal, TimeProvider.System));
        foreach (var (arguments, part) in new (string[], string)[]
        {
            (["logs", "splice-1", "1", "--fold", "0", "--attempt", "1"], "… 2 lines are left out …"),
            (["logs", "splice-1", "1", "--fold", "0", "--attempt", "1", "-f"], "[red] at the end"), // it has ended
            (["logs", "splice-1", "1", "--fold", "0", "--attempt", "1", "--json"], "\"text\":\"Fatal error.\""),
            (["logs", "splice-1", "1"], "(it printed nothing)"),
            (["logs", "splice-1", "1", "--fold", "7"], "has no fold '7'; it has 0, 1, refit"),
            (["logs", "splice-1", "1", "--fold", "0", "--attempt", "9"], "the last is 2"),
            (["logs", "splice-1"], "trial 1 refit, attempt 1"),
        })
        {
            var embedded = await OrchestratorProcess.RunAsync([.. arguments, "--home", home]);
            (embedded.Output + embedded.Errors).ShouldContain(part);
            (await OrchestratorProcess.RunAsync([.. arguments, "--server", server.Address.ToString()])).ShouldBe(embedded);
        }
    }

    [Fact]
    public async Task What_is_queued_is_the_next_trial_here_and_there()
    {
        await TellAsync(Story.Begin());
        var (embedded, clustered) = await BothAsync("enqueue", "splice-1", "pooling=max", "filters=64", "learning_rate=.001");
        embedded.Output.ShouldBe("splice-1 tries this as trial 0: learning_rate=0.001 filters=64 pooling=max");
        clustered.ShouldBe(embedded);
        (embedded, clustered) = await BothAsync("enqueue", "splice-1", "pooling=max", "filters=8", "learning_rate=.001");
        (embedded.ExitCode, embedded.Errors.Trim()).ShouldBe((2,
            "error: '8' is not a value of 'filters' in the space; it is an integer from 16 to 65536."));
        clustered.ExitCode.ShouldBe(2);
        await using var journal = JournalDatabase.Sqlite(Journal, readOnly: true);
        (await journal.Sweeps.LoadAsync(Told))!.Queue.ShouldHaveSingleItem().Value.By
            .ShouldBe($"{Environment.UserName} on {Environment.MachineName}");
    }

    [Theory]
    [InlineData("optuna")]
    [InlineData("parquet")]
    [InlineData("tensorboard")]
    public async Task Exports_are_the_same_here_and_there(string format)
    {
        await TellAsync(Story.Whole());
        var (here, there) = (Path.Combine(home, "here"), Path.Combine(home, "there"));
        foreach (var (place, path) in new[] { (new[] { "--home", home }, here), (["--server", Address], there) })
        {
            var ending = await OrchestratorProcess.RunAsync(["export", "splice-1", "--format", format, "--out", path, .. place]);
            (ending.ExitCode, ending.Errors.Trim()).ShouldBe((0, $"splice-1 is in {path}."));
        }

        Contents(here).ShouldBe(Contents(there));
        Contents(here).Count.ShouldBe(format switch { "optuna" => 1, "parquet" => 3, _ => 1 + 3 + 4 }); // the refit measured nothing
    }

    [Fact]
    public async Task A_place_is_one_place()
    {
        var ending = await OrchestratorProcess.RunAsync("list", "--home", home, "--server", Address);
        (ending.ExitCode, ending.Errors.Trim())
            .ShouldBe((2, "error: Choose one of --server (a cluster's sweeps) and --home (this machine's)."));
    }

    private string Journal => Path.Combine(home, "journal.db");

    private async Task<(OrchestratorProcess.Ending Embedded, OrchestratorProcess.Ending Clustered)> BothAsync(params string[] arguments)
    {
        var embedded = OrchestratorProcess.RunAsync([.. arguments, "--home", home]);
        var clustered = OrchestratorProcess.RunAsync([.. arguments, "--server", Address]);
        return (await embedded, await clustered);
    }

    // Of a file, or of all files of a folder: name and hash.
    private static List<(string, string)> Contents(string path) =>
    [
        .. from file in File.Exists(path) ? [path] : Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order().ToArray()
           select (Path.GetRelativePath(path, file), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
    ];

    private async Task TellAsync(Story story)
    {
        await StoryJournal.WriteAsync(story, Journal);
        Gateway.Add([.. story.Events]);
        Gateway.Measurements.AddRange(story.Measurements.OrderBy(m => m.Trial).ThenBy(m => m.Fold).ThenBy(m => m.Attempt)
            .ThenBy(m => m.Epoch).ThenBy(m => m.Metric, StringComparer.Ordinal));
        Gateway.Notices = Channel.CreateUnbounded<SweepNotice>();
        foreach (var happened in story.Events)
        {
            Gateway.Notices.Writer.TryWrite(new EventNotice(happened));
        }

        Gateway.Notices.Writer.TryWrite(new CaughtUpNotice());
    }
}
