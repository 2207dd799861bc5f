using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Journal.Tests.Postgres;

/// <summary>Stands between a client and a server, and cuts or stops the connection at a client's message that has a certain text, once.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly int serverPort;
    private readonly Task accepting;
    private (byte[] Text, bool Cuts, bool ServerSeesIt)? cut;

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
    public void CutAt(string text, bool serverSeesIt) => cut = (Encoding.ASCII.GetBytes(text), true, serverSeesIt);

    /// <summary>As if the client were stopped before the message: the connection stays open, and nothing more comes.</summary>
    public void StopAt(string text) => cut = (Encoding.ASCII.GetBytes(text), false, false);

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
                var isCut = ForwardUntilCutAsync(client.GetStream(), server.GetStream());
                await await Task.WhenAny(isCut, answers);
                if (isCut.IsCompletedSuccessfully && await isCut) await answers; // ends with the first that cannot be delivered
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // One side is gone; the other follows.
            }
        }
    }

    /// <returns>Whether the server is still to answer.</returns>
    private async Task<bool> ForwardUntilCutAsync(NetworkStream client, NetworkStream server)
    {
        var buffer = new byte[1 << 16];
        for (int count; (count = await client.ReadAsync(buffer, ending.Token)) > 0;)
        {
            if (cut is { } at && buffer.AsSpan(0, count).IndexOf(at.Text) >= 0)
            {
                if (!at.Cuts)
                {
                    cut = null;
                    await Task.Delay(Timeout.Infinite, ending.Token);
                }

                client.Close(); // first, so that no answer comes through
                if (at.ServerSeesIt) await server.WriteAsync(buffer.AsMemory(0, count), ending.Token);
                cut = null;
                return at.ServerSeesIt;
            }

            await server.WriteAsync(buffer.AsMemory(0, count), ending.Token);
        }

        return false;
    }
}
