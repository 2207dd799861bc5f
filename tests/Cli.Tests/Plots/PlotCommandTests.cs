using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Cli.Tests.Rendering;

namespace Orchestrator.Cli.Tests.Plots;

/// <summary><c>orchestrator plot</c> as a user calls it.</summary>
public sealed class PlotCommandTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("plot-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Theory]
    [InlineData("Did you mean 'history'?", "splice-1", "histroy", "a.png")]
    [InlineData("Figures are history, curves,", "splice-1", "pie", "a.png")]
    [InlineData(".png, .svg or .html", "splice-1", "history", "a.pdf")]
    [InlineData("a size is WIDTHxHEIGHT", "splice-1", "history", "a.png", "--size", "big")]
    [InlineData("--trials is 1 or more", "splice-1", "curves", "a.png", "--trials", "0")]
    [InlineData("2 trials with a score; 'importance' needs 4 or more", "splice-1", "importance", "a.png")]
    [InlineData("has one objective", "splice-1", "pareto", "a.png")]
    [InlineData("'loss' is no objective", "splice-1", "history", "a.png", "--objective", "loss")]
    [InlineData("there is no folder", "splice-1", "history", "nowhere/a.png")]
    [InlineData("3 panels do not fit into 300x300; give --size 380x362", "splice-1", "slice", "a.png", "--size", "300x300")]
    public async Task What_a_user_can_put_right_is_said_in_a_sentence(string part, string sweep, string figure, string file,
        params string[] more)
    {
        await StoryJournal.WriteAsync(Story.Whole(), Path.Combine(home, "journal.db"));
        var ending = await OrchestratorProcess.RunAsync(
            ["plot", sweep, figure, "--out", Path.Combine(home, file), "--home", home, .. more]);
        ending.ExitCode.ShouldBe(2, ending.Errors);
        ending.Errors.ShouldStartWith("error: ");
        ending.Errors.ShouldContain(part);
        ending.Errors.ShouldNotContain("   at ");
        File.Exists(Path.Combine(home, file)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_sweep_that_has_run_is_drawn()
    {
        using var fixture = new CliFixture();
        using (var run = fixture.Run("home"))
        {
            (await run.EndAsync()).ExitCode.ShouldBe(0);
        }

        foreach (var figure in new[] { "history", "curves", "slice", "timeline" })
        {
            var file = Path.Combine(home, figure + ".svg");
            var ending = await OrchestratorProcess.RunAsync("plot", "planted-1", figure, "--out", file, "--home", fixture.Home("home"));
            ending.ExitCode.ShouldBe(0, ending.Errors);
            (await File.ReadAllTextAsync(file)).ShouldContain("planted-1: ");
        }

        var page = Path.Combine(home, "parallel.html");
        (await OrchestratorProcess.RunAsync("plot", "planted-1", "parallel", "--out", page, "--home", fixture.Home("home")))
            .ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(page)).ShouldContain("\"name\":\"parallel\"");

        var picture = Path.Combine(home, "edf.png");
        (await OrchestratorProcess.RunAsync("plot", "planted-1", "edf", "--out", picture, "--size", "640x480", "--home",
            fixture.Home("home"))).ExitCode.ShouldBe(0);
        Sample.SizeOf(await File.ReadAllBytesAsync(picture)).ShouldBe((640, 480));
    }
}
