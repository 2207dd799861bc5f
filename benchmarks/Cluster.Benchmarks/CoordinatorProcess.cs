using System.Diagnostics;
using Akka.Actor;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Sweeps;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>A coordinator in a process of its own.</summary>
internal sealed class CoordinatorProcess : IDisposable
{
    private readonly Process process;

    private CoordinatorProcess(Process process, int port) => (this.process, Port) = (process, port);

    /// <summary>The sweep that one of them begins: more trials than are ever run.</summary>
    public static SweepId Sweep { get; } = new("failover-1");

    /// <summary>Where the others reach it.</summary>
    public int Port { get; }

    /// <summary>Starts one; returns when it is in the cluster.</summary>
    /// <param name="database">Where the cluster keeps everything.</param>
    /// <param name="port">Where the others reach it.</param>
    /// <param name="plans">Whether it begins the sweep.</param>
    public static async Task<CoordinatorProcess> StartAsync(string database, int port, bool plans)
    {
        var process = OwnProgram.Start(["coordinate", database, $"{port}", .. plans ? new[] { "plan" } : []]);
        return await process.StandardOutput.ReadLineAsync() == "ready"
            ? new CoordinatorProcess(process, port)
            : throw new InvalidOperationException("The coordinator did not come up.");
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill() => process.Kill();

    /// <summary>Tells it to leave, as SIGTERM tells the program.</summary>
    public void Leave() => process.StandardInput.Close();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>The inside: joins the cluster, says "ready", and serves until it is killed, or its input ends and it leaves.</summary>
    public static async Task ServeAsync(string database, int port, bool plans)
    {
        var parts = new Stack<IAsyncDisposable>();
        var coordinator = await BenchCoordinator.StartAsync(database, port, new Deaf(), parts);
        if (plans)
        {
            var begin = new BeginSweep(Sweep, BenchCoordinator.Definition(seed: 1, trials: 1_000_000, folds: 2, parallel: 8), "none");
            await coordinator.Sweeps.Ask<CommandHandled>(begin, TimeSpan.FromMinutes(1));
        }
        Console.WriteLine("ready");
        await Task.Run(Console.In.ReadToEnd); // the console reads synchronously, whatever it is asked
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    // What happens is in the journal, and is read there.
    private sealed class Deaf : ISweepObserver
    {
        public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
        {
        }

        public void OnMeasured(EpochMeasured measured)
        {
        }

        public void OnStopped(SweepId sweep, string reason) => Console.Error.WriteLine($"{sweep}: {reason}");

        public void OnWaiting(SweepId sweep, string? reason)
        {
        }

        public void OnNode(string node, string news)
        {
        }
    }
}
