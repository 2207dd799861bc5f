using System.Diagnostics;
using System.Globalization;
using Orchestrator.Cli.Embedded;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Tests.Embedded;

public sealed class SweepLockTests : IDisposable
{
    private static readonly SweepId Sweep = new("held-1");
    private readonly string folder = Directory.CreateTempSubdirectory("lock-").FullName;

    // The name is what the program looks for in a command line.
    private readonly Process holder = Process.Start(
        new ProcessStartInfo("sh",
            ["-c", "trap '' TERM; echo ready; while :; do sleep 1; done", "orchestrator"])
        { RedirectStandardOutput = true })!;

    public SweepLockTests() => holder.StandardOutput.ReadLine().ShouldBe("ready");

    private DataDirectory Home => DataDirectory.At(folder);

    public void Dispose()
    {
        holder.Kill(entireProcessTree: true);
        holder.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_process_that_does_not_let_go_is_not_waited_for_without_end()
    {
        using var held = Held();
        var error = await Should.ThrowAsync<UserError>(
            SweepLock.TakeOverAsync(Home, Sweep, static _ => { }, TimeSpan.FromMilliseconds(300)).WaitAsync(TimeSpan.FromSeconds(20)));
        error.Message.ShouldStartWith($"Process {holder.Id} has not let go of sweep 'held-1' within ");
        error.Message.ShouldContain($"kill -9 {holder.Id}");
    }

    [Fact]
    public async Task Whoever_waits_may_give_up()
    {
        using var held = Held();
        using var source = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(
            SweepLock.TakeOverAsync(Home, Sweep, _ => source.Cancel(), cancellationToken: source.Token)
                .WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_lock_that_is_let_go_is_taken()
    {
        var held = Held();
        using var taken = await SweepLock.TakeOverAsync(Home, Sweep, _ => held.Dispose()).WaitAsync(TimeSpan.FromSeconds(20));
        taken.ShouldNotBeNull();
    }

    private SweepLock Held()
    {
        var held = SweepLock.Take(Home, Sweep);
        var file = Path.Combine(Path.GetDirectoryName(Home.Lock(Sweep))!, "holder");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"{holder.Id} {Environment.MachineName}"));
        return held;
    }
}
