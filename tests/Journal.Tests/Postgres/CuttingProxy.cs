using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Journal.Tests.Postgres;

/// <summary>Stands between a client and a server, and cuts the connection at a client's message that has a certain text, once.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly int serverPort;
    private readonly Task accepting;
    private (byte[] Text, bool ServerSeesIt)? cut;

    public CuttingProxy(int serverPort)
    {
        this.serverPort = serverPort;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Whether there has been none, or it has happened.</summary>
    public bool HasCut => cut is null;

    /// <param name="text">What the message has to contain.</param>
    /// <param name="serverSeesIt">Whether the message still reaches the server, and is answered, before the client loses it.</param>
    public void CutAt(string text, bool serverSeesIt) => cut = (Encoding.ASCII.GetBytes(text), serverSeesIt);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ForwardAsync(await listener.AcceptTcpClientAsync(ending.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, serverPort, ending.Token);
                var answers = server.GetStream().CopyToAsync(client.GetStream(), ending.Token);
                await await Task.WhenAny(ForwardUntilCutAsync(client.GetStream(), server.GetStream()), answers);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One side is gone; the other follows.
            }
        }
    }

    private async Task ForwardUntilCutAsync(NetworkStream client, NetworkStream server)
    {
        var buffer = new byte[1 << 16];
        for (int count; (count = await client.ReadAsync(buffer, ending.Token)) > 0;)
        {
            if (cut is { } at && buffer.AsSpan(0, count).IndexOf(at.Text) >= 0)
            {
                // Closed first, so that no answer comes through. The server finishes what it has begun.
                client.Close();
                if (at.ServerSeesIt) await server.WriteAsync(buffer.AsMemory(0, count), ending.Token);
                cut = null;
                return;
            }

            await server.WriteAsync(buffer.AsMemory(0, count), ending.Token);
        }
    }
}
