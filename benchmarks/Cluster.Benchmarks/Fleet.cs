using System.Diagnostics;
using System.Globalization;
using Orchestrator.Actors.Transport.RabbitMq;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.GpuNode.Clustered;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>A process full of real nodes, whose folds do nothing.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int JoiningAtOnce = 8;
    private readonly Process process;

    private Fleet(Process process) => this.process = process;

    /// <summary>Processor time that it has used, in seconds.</summary>
    public double CpuSeconds => ProcessorTime.OfTree(process.Id);

    /// <summary>Starts one; returns when all its nodes have joined.</summary>
    public static async Task<Fleet> StartAsync(FleetOrders orders)
    {
        var process = OwnProgram.Start(["fleet", .. orders.Arguments()]);
        if (await process.StandardOutput.ReadLineAsync() != "ready") throw new InvalidOperationException("The fleet did not come up.");
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
        if (!process.HasExited) process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>The inside: joins, says "ready", serves until its input ends, and says how idle its slots were.</summary>
    public static async Task ServeAsync(FleetOrders orders)
    {
        var launcher = new NoOpLauncher(orders);
        var nodes = new List<IAsyncDisposable>();
        foreach (var group in Enumerable.Range(0, orders.Nodes).Chunk(JoiningAtOnce))
        {
            foreach (var joined in await Task.WhenAll(group.Select(i => JoinAsync(orders, $"{orders.Name}-{i:000}", launcher)))) nodes.AddRange(joined);
        }
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        Console.WriteLine(launcher.IdleShare.ToString(CultureInfo.InvariantCulture));

        // As a killed process would: the benchmark is over, and the broker goes with it.
        Environment.Exit(0);
    }

    private static async Task<IAsyncDisposable[]> JoinAsync(FleetOrders orders, string name, NoOpLauncher launcher)
    {
        var transport = await RabbitTransport.ConnectAsync(new RabbitOptions { Uri = orders.Broker, ClientName = name });
        var node = await ClusterNode.JoinAsync(transport, name, [.. Enumerable.Range(0, orders.Slots).Select(i => new SlotDescription(new SlotId(name, i), "cpu", 1))], launcher);
        return [node, transport];
    }
}
