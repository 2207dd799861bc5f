using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>Ports of loopback that nobody listens on.</summary>
internal static class FreePort
{
    /// <summary>One of them, as the system gives it.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
