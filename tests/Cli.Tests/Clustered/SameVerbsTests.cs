using System.Threading.Channels;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Cli.Tests.Rendering;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;
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
    [InlineData("best", "--json")]
    [InlineData("export", "--rows", "folds")]
    [InlineData("export", "--rows", "measurements")]
    [InlineData("export", "--json")]
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
