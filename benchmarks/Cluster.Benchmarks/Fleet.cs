using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode;
using Orchestrator.GpuNode.Link;
using Orchestrator.Remoting;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>A process full of real nodes, whose folds do nothing.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly Process process;

    private Fleet(Process process) => this.process = process;

    /// <summary>Processor time that it has used, in seconds.</summary>
    public double CpuSeconds => ProcessorTime.OfTree(process.Id);

    /// <summary>Starts one; returns when all its nodes knock at the coordinators. Whether they have been heard, the coordinator
    /// knows.</summary>
    public static async Task<Fleet> StartAsync(FleetOrders orders)
    {
        var process = OwnProgram.Start(["fleet", .. orders.Arguments()]);
        if (await process.StandardOutput.ReadLineAsync() != "ready")
        {
            throw new InvalidOperationException("The fleet did not come up.");
        }
        return new Fleet(process);
    }

    /// <summary>Ends it, and gives the share of time in which its slots waited between two folds.</summary>
    public async Task<double> IdleShareAsync()
    {
        process.StandardInput.Close();
        return double.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
        }
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>The inside: joins, says "ready", serves until its input ends, and says how idle its slots were.</summary>
    /// <remarks>Each node has a connection, and an actor system for it, of its own. The actors of all nodes share one.</remarks>
    public static async Task ServeAsync(FleetOrders orders)
    {
        // A node's actor system starts with a thread that waits. In a process of its own that is one; here the pool would add one a second.
        ThreadPool.SetMinThreads(2 * orders.Nodes + Environment.ProcessorCount, Environment.ProcessorCount);
        var launcher = new NoOpLauncher(orders);
        var system = ActorSystem.Create("workers", ConfigurationFactory.ParseString(LoggingConfig.Hocon));
        var link = new LinkOptions { Coordinators = orders.Coordinators, Lease = BenchCoordinator.Lease };
        for (var i = 0; i < orders.Nodes; i++)
        {
            Join(system, $"{orders.Name}-{i:000}", orders.Slots, link, launcher);
        }
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        Console.WriteLine(launcher.IdleShare.ToString(CultureInfo.InvariantCulture));
        Environment.Exit(0); // as a killed process would: the benchmark is over
    }

    private static void Join(ActorSystem system, string name, int slots, LinkOptions options, NoOpLauncher launcher)
    {
        var introduction = new NodeJoined(
            name, Guid.NewGuid().ToString("N"), Enumerable.Range(0, slots).Select(i => new SlotDescription(new SlotId(name, i), "cpu", 1))
                .ToEquatableList());
        var refused = new TaskCompletionSource<string>();
        Func<IActorRef, ICoordinatorChannel> channel = receiver => new RemotingChannel(new RemotingOptions(), receiver);
        var link =
            system.ActorOf(Props.Create(() => new CoordinatorLinkActor(introduction, channel, options, refused)), $"coordinators-{name}");
        system.ActorOf(Props.Create(() => new NodeActor(introduction, launcher, link, null)), name);
    }
}
