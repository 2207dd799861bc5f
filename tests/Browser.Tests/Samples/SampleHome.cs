using Akka.Actor;
using Orchestrator.Cli.Embedded;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Persistence;

namespace Orchestrator.Browser.Tests.Samples;

/// <summary>A home whose journal holds the sample sweeps.</summary>
internal sealed class SampleHome : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("orchestrator-page-");

    private SampleHome() => Home = DataDirectory.At(folder.FullName).Created();

    /// <summary>Where it is.</summary>
    public DataDirectory Home { get; }

    /// <summary>Writes the sweeps.</summary>
    public static async Task<SampleHome> WriteAsync(params PlayedSweep[] sweeps)
    {
        var made = new SampleHome();
        await using var journal = JournalDatabase.Sqlite(made.Home.Journal);
        await journal.PrepareAsync();
        var system = JournalingSystem.Start(journal);
        foreach (var sweep in sweeps)
        {
            await system.Journaling(sweep.State.Id).Ask<long>(new JournalingActor.Write(sweep.Events), Patience);
            await journal.Measurements.AppendAsync(sweep.Measurements);
            await journal.Logs.AppendAsync(sweep.Logs);
        }
        await system.Terminate();
        return made;
    }

    /// <summary>All the samples.</summary>
    public static Task<SampleHome> WriteAllAsync()
    {
        var now = DateTimeOffset.UtcNow;
        return WriteAsync(SampleSweeps.Completed(now.AddDays(-2)), SampleSweeps.TradeOff(now.AddDays(-1)),
            SampleSweeps.Hostile(now.AddHours(-9)), SampleSweeps.Wide(now.AddHours(-8)), SampleSweeps.Paused(now.AddHours(-3)),
            SampleSweeps.Running(now.AddMinutes(-30)), SampleSweeps.Young(now.AddSeconds(-30)));
    }

    /// <inheritdoc />
    public void Dispose() => folder.Delete(recursive: true);
}
