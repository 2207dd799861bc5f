using Orchestrator.Journal.Sqlite;

namespace Orchestrator.Journal.Tests.Crash;

/// <summary>The child that <see cref="CrashTests"/> kills: appends for ever, and prints what was acknowledged.</summary>
internal static class CrashProgram
{
    private static async Task Main(string[] arguments)
    {
        await using var journal = SqliteJournal.Open(arguments[0]);
        var writers = Enumerable.Range(0, 4).Select(i => Task.Run(() => AppendForEverAsync(journal, $"sweep-{i}")));
        await Task.WhenAll(writers);
    }

    private static async Task AppendForEverAsync(SqliteJournal journal, string id)
    {
        var epoch = await journal.ClaimAsync(id);
        for (var nr = 0L; ;)
        {
            nr = await journal.AppendAsync(id, nr, epoch, Events.Some(3));
            await journal.AppendMeasurementsAsync([new MeasurementRow(id, (int)nr, 0, 1, 1, "loss", nr)]);
            await Console.Out.WriteLineAsync($"{id} {nr} stored");
        }
    }
}
