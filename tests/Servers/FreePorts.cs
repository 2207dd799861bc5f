using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Servers;

/// <summary>Ports for servers that tests start.</summary>
public static class FreePorts
{
    // Below the ports that the system gives to clients (32768 and up). One of those could be taken while a server is down, even by
    // a client of that server: who tries again and again to connect to such a port of its own machine ends up connected to itself.
    private const int First = 15_000;
    private const int End = 32_000;
    private const int MaxTries = 1000;

    /// <summary>Ports that nothing listens on at the moment, all different.</summary>
    public static int[] Take(int count)
    {
        var ports = new HashSet<int>();
        for (var tries = 0; ports.Count < count; tries++)
        {
            if (tries == MaxTries)
            {
                throw new InvalidOperationException($"No free port was found between {First} and {End}.");
            }

            var port = Random.Shared.Next(First, End);
            if (IsFree(port))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
