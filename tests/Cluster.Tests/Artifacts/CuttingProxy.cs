using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Cluster.Tests.Artifacts;

/// <summary>A wire to a server that breaks, as often as it is told, after so many bytes of an answer or of a request.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri server;
    private readonly int after;
    private readonly int afterSent;
    private long passed;
    private long sent;
    private int cuts;

    /// <param name="server">Whereto.</param>
    /// <param name="cuts">How many connections break, the first ones that come so far.</param>
    /// <param name="after">Bytes of answers after which one does.</param>
    /// <param name="afterSent">Bytes of requests after which one does.</param>
    public CuttingProxy(Uri server, int cuts = 0, int after = int.MaxValue, int afterSent = int.MaxValue)
    {
        (this.server, this.cuts, this.after, this.afterSent) = (server, cuts, after, afterSent);
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://{listener.LocalEndpoint}");

    /// <summary>Bytes that came from the server.</summary>
    public long Passed => Interlocked.Read(ref passed);

    /// <summary>Bytes that came from clients.</summary>
    public long Sent => Interlocked.Read(ref sent);

    /// <summary>Breaks that are still to come.</summary>
    public int CutsLeft => Math.Max(0, Volatile.Read(ref cuts));

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
        using var far = new TcpClient();
        using (near)
        {
            await far.ConnectAsync(server.Host, server.Port);
            var up = PumpAsync(near.GetStream(), far.GetStream(), afterSent, count => Interlocked.Add(ref sent, count));
            var down = PumpAsync(far.GetStream(), near.GetStream(), after, count => Interlocked.Add(ref passed, count));
            await (await Task.WhenAny(up, down));
        }
        // Both ends are closed, which ends the other way too.
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, int most, Action<int> count)
    {
        try
        {
            var (buffer, total) = (new byte[4096], 0L);
            while (await from.ReadAsync(buffer) is > 0 and var read)
            {
                total += read;
                count(read);
                await to.WriteAsync(buffer.AsMemory(0, read));
                if (total >= most && Interlocked.Decrement(ref cuts) >= 0)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // One of the two has hung up, or the other way has ended.
        }
    }
}
