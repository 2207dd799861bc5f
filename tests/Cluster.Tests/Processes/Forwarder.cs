using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Makes a server that listens on loopback reachable at another address of this machine.</summary>
internal sealed class Forwarder : IDisposable
{
    private readonly TcpListener listener;
    private readonly int target;

    /// <param name="address">Where it listens, on any free port.</param>
    /// <param name="target">The server's port.</param>
    public Forwarder(string address, int target)
    {
        this.target = target;
        listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient near)
    {
        try
        {
            using var far = new TcpClient();
            using (near)
            {
                await far.ConnectAsync(IPAddress.Loopback, target);
                (near.NoDelay, far.NoDelay) = (true, true);
                await await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // One of the two has hung up.
        }
    }
}
