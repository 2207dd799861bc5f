using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Cluster.Tests.Artifacts;

/// <summary>A wire to a server that breaks, as often as it is told, after so many bytes of an answer.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri server;
    private readonly int after;
    private long passed;
    private int cuts;

    public CuttingProxy(Uri server, int cuts = 0, int after = int.MaxValue)
    {
        (this.server, this.cuts, this.after) = (server, cuts, after);
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://{listener.LocalEndpoint}");

    /// <summary>Bytes that came from the server.</summary>
    public long Passed => Interlocked.Read(ref passed);

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync());
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
            var cut = Interlocked.Decrement(ref cuts) >= 0;
            var up = near.GetStream().CopyToAsync(far.GetStream());
            try
            {
                var (buffer, left) = (new byte[4096], cut ? after : long.MaxValue);
                while (left > 0 && await far.GetStream().ReadAsync(buffer) is > 0 and var read)
                {
                    left -= read;
                    Interlocked.Add(ref passed, read);
                    await near.GetStream().WriteAsync(buffer.AsMemory(0, read));
                }
            }
            catch (IOException)
            {
                // One of the two has hung up.
            }
        }
        // Both ends are closed, which ends the way up too.
    }
}
