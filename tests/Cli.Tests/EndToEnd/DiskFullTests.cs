using Orchestrator.Shared;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>A disk that fills up in the midst of a sweep: it ends with the reason, and resumed with room its table is that of an
/// undisturbed run.</summary>
public sealed class DiskFullTests(KillTests.Undisturbed undisturbed) : IClassFixture<KillTests.Undisturbed>, IDisposable
{
    private readonly CliFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [SkippableTheory]
    [InlineData("sweeps", 16)] // of the checkpoints alone
    [InlineData("sweeps", 48)]
    [InlineData("", 260)] // of the journal too
    [InlineData("", 340)]
    public async Task A_full_disk_fails_no_trial_and_uses_up_no_retry(string folder, int kilobytes)
    {
        var home = FormattableString.Invariant($"full-{folder}-{kilobytes}");
        using var disk = new SmallDisk(Path.Combine(workshop.Home(home), folder), kilobytes);
        using (var run = workshop.Run(home))
        {
            var ending = await run.EndAsync();
            ending.ExitCode.ShouldBe(1, ending.Errors);
            ending.Errors.ShouldMatch("No space left on device|the disk is full");
            ending.Errors.ShouldContain("orchestrator resume planted-1");
        }
        disk.Grow();
        using (var resumed = workshop.Resume(home))
        {
            var ending = await resumed.EndAsync();
            ending.ExitCode.ShouldBe(0, ending.Errors);
        }
        (await workshop.TableAsync(home)).ShouldBe(undisturbed.Table);
        var trials = await OrchestratorProcess.RunAsync("show", "planted-1", "--home", workshop.Home(home));
        trials.ExitCode.ShouldBe(0, trials.Errors);
        trials.Output.ShouldNotContain("failed");
    }
}
