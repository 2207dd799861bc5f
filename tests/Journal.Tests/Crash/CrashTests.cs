using System.Diagnostics;
using System.Globalization;
using Orchestrator.Journal.Sqlite;
using Orchestrator.Journal.Tests.Sqlite;

namespace Orchestrator.Journal.Tests.Crash;

/// <summary>What a process was told is stored outlives its <c>kill -9</c>.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(777)]
    public async Task Every_acknowledged_record_survives_a_kill(int linesBeforeKill)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("journal.db");

        var acknowledged = await KillWhileAppendingAsync(file, linesBeforeKill);

        acknowledged.ShouldNotBeEmpty();
        await using var journal = SqliteJournal.Open(file);
        foreach (var (id, nr) in acknowledged)
        {
            var numbers = await journal.ReadAsync(id).Select(record => record.SequenceNr).ToListAsync();
            numbers.Count.ShouldBeGreaterThanOrEqualTo((int)nr);
            (numbers.Count % 3).ShouldBe(0, "an append of three events is atomic");
            numbers.ShouldBe(Enumerable.Range(1, numbers.Count).Select(i => (long)i));
            (await journal.ReadMeasurementsAsync(id, (int)nr).SingleAsync()).Value.ShouldBe(nr);
            (await journal.ClaimAsync(id)).ShouldBe(2);
        }
    }

    /// <returns>The highest acknowledged sequence number of each entity.</returns>
    private static async Task<Dictionary<string, long>> KillWhileAppendingAsync(string file, int linesBeforeKill)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var child = Process.Start(
            new ProcessStartInfo(dotnet, ["exec", typeof(CrashProgram).Assembly.Location, file]) { RedirectStandardOutput = true })!;
        var acknowledged = new Dictionary<string, long>();
        try
        {
            for (var lines = 0; await child.StandardOutput.ReadLineAsync() is { } line; lines++)
            {
                if (lines == linesBeforeKill) child.Kill();

                // The pipe still holds what was acknowledged before the kill; its last line may be cut short.
                if (line.Split(' ') is [var id, var nr, "stored"])
                {
                    acknowledged[id] = long.Parse(nr, CultureInfo.InvariantCulture);
                }
            }
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync();
        }

        return acknowledged;
    }
}
