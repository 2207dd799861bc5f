using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>What tests run in a process of its own.</summary>
internal static class ChildProgram
{
    private static Task Main(string[] arguments) => arguments switch
    {
        ["write", var file] => WriteForEverAsync(file),
        ["read", var file] => ReadAsync(file),
        _ => throw new ArgumentException("write FILE | read FILE"),
    };

    /// <summary>Prints what was acknowledged, until it is killed.</summary>
    private static async Task WriteForEverAsync(string file)
    {
        await using var database = JournalDatabase.Sqlite(file);
        await database.PrepareAsync();
        var system = JournalingSystem.Start(database);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            var sweep = new SweepId($"sweep-{i}");
            var actor = system.Journaling(sweep);
            while (true)
            {
                var number = (long)await Akka.Actor.Futures.Ask(actor,
                    new JournalingActor.Write([.. Enumerable.Repeat(new SweepResumed(DateTimeOffset.UnixEpoch), 3)]));
                await database.Measurements.AppendAsync([new MeasurementRow(sweep, (int)number, 0, 1, 1, "loss", number)]);
                await Console.Out.WriteLineAsync($"{sweep} {number} stored");
            }
        })));
    }

    private static async Task ReadAsync(string file)
    {
        await using var database = JournalDatabase.Sqlite(file, readOnly: true);
        await database.PrepareAsync();
        foreach (var sweep in await database.Sweeps.ListAsync())
        {
            var events = await database.Sweeps.EventsAsync(sweep).CountAsync();
            var measured = await database.Sweeps.MeasurementsAsync(sweep);
            Console.WriteLine($"{sweep} {events} {measured.Count}");
        }
    }
}
