using System.Diagnostics;
using System.Globalization;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>What a process was told is stored outlives its <c>kill -9</c>; and it can be read by one that may write nothing.</summary>
public sealed class SqliteProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("journal.db");

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(500)]
    public async Task Every_acknowledged_record_survives_a_kill(int linesBeforeKill)
    {
        var acknowledged = await KillWhileWritingAsync(linesBeforeKill);
        acknowledged.ShouldNotBeEmpty();
        await using var database = JournalDatabase.Sqlite(File);
        await database.PrepareAsync();
        foreach (var (id, number) in acknowledged)
        {
            var numbers = await database.Sweeps.NumberedAsync(new SweepId(id), 1).Select(row => row.SequenceNr).ToListAsync();
            numbers.Count.ShouldBeGreaterThanOrEqualTo((int)number);
            (numbers.Count % 3).ShouldBe(0, "three events are persisted all or none");
            numbers.ShouldBe(Enumerable.Range(1, numbers.Count).Select(i => (long)i));
            (await database.Sweeps.MeasurementsAsync(new SweepId(id), (int)number)).Single().Value.ShouldBe(number);
        }
    }

    [SkippableFact]
    public async Task A_home_that_cannot_be_written_is_read_after_a_tidy_end()
    {
        SkipWithoutSetpriv();
        await using (var database = JournalDatabase.Sqlite(File))
        {
            await database.PrepareAsync();
            var system = JournalingSystem.Start(database);
            await Akka.Actor.Futures.Ask(
                system.Journaling(new SweepId("walk-1")),
                new JournalingActor.Write(new Scripted.RandomWalk(Scripted.Sample.Definition(trials: 2), 1).Events),
                TimeSpan.FromMinutes(1));
            await system.Terminate();
            await database.Measurements.AppendAsync([new MeasurementRow(new SweepId("walk-1"), 0, 0, 1, 1, "loss", 1)]);
        }
        Directory.GetFiles(folder.Path).ShouldBe([File], "the log is gone with its writer");

        var (output, error) = await ReadWithoutRightsAsync();

        error.ShouldBeEmpty();
        output.ShouldMatch(@"^walk-1 \d+ 1\n$");
    }

    [SkippableFact]
    public async Task A_home_that_cannot_be_written_is_read_after_a_kill()
    {
        SkipWithoutSetpriv();
        var acknowledged = await KillWhileWritingAsync(20);
        System.IO.File.Exists(File + "-wal").ShouldBeTrue();

        var (output, error) = await ReadWithoutRightsAsync();

        // With a log and its shared memory in place SQLite needs no right to write. Where it does, nothing may be passed over in silence.
        if (error.Length > 0)
        {
            error.ShouldContain("make the folder writable");
        }
        else
        {
            foreach (var (id, number) in acknowledged)
            {
                int.Parse(output.Split('\n').Single(line => line.StartsWith(id + " ")).Split(' ')[1])
                    .ShouldBeGreaterThanOrEqualTo((int)number);
            }
        }
    }

    public void Dispose() => folder.Dispose();

    private static void SkipWithoutSetpriv() =>
        Skip.IfNot(Environment.IsPrivilegedProcess && System.IO.File.Exists("/usr/bin/setpriv"),
            "Needs root and setpriv (util-linux), to read as somebody without rights.");

    private static ProcessStartInfo Child(string mode, string file, params IEnumerable<string> prefix)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] all = [.. prefix, dotnet, "exec", typeof(ChildProgram).Assembly.Location, mode, file];
        return new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    private async Task<(string Output, string Error)> ReadWithoutRightsAsync()
    {
        using (var revoke = Process.Start("chmod", ["-R", "a=rX", folder.Path]))
        {
            await revoke.WaitForExitAsync();
        }

        using var child = Process.Start(Child("read", File, "/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"))!;
        var (output, error) = (child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
        await child.WaitForExitAsync();
        return (await output, await error);
    }

    /// <returns>The highest acknowledged sequence number of each sweep.</returns>
    private async Task<Dictionary<string, long>> KillWhileWritingAsync(int linesBeforeKill)
    {
        using var child = Process.Start(Child("write", File))!;
        var (acknowledged, errors) = (new Dictionary<string, long>(), child.StandardError.ReadToEndAsync());
        try
        {
            for (var lines = 0; await child.StandardOutput.ReadLineAsync() is { } line; lines++)
            {
                if (lines == linesBeforeKill)
                {
                    child.Kill();
                }

                // The pipe still holds what was acknowledged before the kill; its last line may be cut short.
                if (line.Split(' ') is [var id, var number, "stored"])
                {
                    acknowledged[id] = long.Parse(number, CultureInfo.InvariantCulture);
                }
            }
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync();
        }
        (await errors).ShouldBeEmpty();
        return acknowledged;
    }
}
