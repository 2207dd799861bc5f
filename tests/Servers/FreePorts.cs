using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Servers;

/// <summary>Ports for servers that tests start.</summary>
public static class FreePorts
{
    // Below the ports that the system gives to clients. One of those could be taken before the server starts or while it is down, even
    // by a client of that server: who tries again and again to connect to such a port of its own machine ends up connected to itself.
    private const string ClientPorts = "/proc/sys/net/ipv4/ip_local_port_range";
    private const int Least = 1_024, Usual = 32_768, Span = 17_000;
    private const int MaxTries = 1000;
    private static readonly int End = FirstOfClients();
    private static readonly int First = Math.Max(Least, End - Span);
    private static readonly HashSet<int> Taken = []; // by this process; what is handed out may not be listened on yet

    /// <summary>Ports that nothing listens on at the moment, all different, and never handed out before.</summary>
    public static int[] Take(int count)
    {
        var ports = new List<int>();
        for (var tries = 0; ports.Count < count; tries++)
        {
            if (tries == MaxTries)
            {
                throw new InvalidOperationException($"No free port was found between {First} and {End}.");
            }

            var port = Random.Shared.Next(First, End);
            if (IsFree(port) && IsNew(port))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    private static bool IsNew(int port)
    {
        lock (Taken)
        {
            return Taken.Add(port);
        }
    }

    // Where clients get nearly all of them, the usual range is no worse than any other.
    private static int FirstOfClients()
    {
        var first = File.Exists(ClientPorts)
            ? int.Parse(File.ReadAllText(ClientPorts).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0],
                CultureInfo.InvariantCulture)
            : Usual;
        return first > 2 * Least ? Math.Min(first, Usual) : Usual;
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
