using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Actors.Tests.Transport.RabbitMq;

/// <summary>A way to a server on loopback that can be cut, as when a process dies, or held, as when one freezes.</summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _ends = [];
    private readonly int _server;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _open = Opened();
    private volatile bool _cut;

    public Cable(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>This end.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends every connection, and every new one at once.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var end in _ends)
        {
            end.Dispose();
        }
    }

    /// <summary>Lets new connections pass again.</summary>
    public void Mend() => _cut = false;

    /// <summary>Nothing passes any more, and neither side is told.</summary>
    public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        Cut();
        _open.TrySetResult();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var near = await _listener.AcceptTcpClientAsync();
            _ = JoinAsync(near);
        }
    }

    private async Task JoinAsync(TcpClient near)
    {
        using var far = new TcpClient();
        _ends.Add(near);
        _ends.Add(far);
        try
        {
            if (_cut)
            {
                return;
            }

            await far.ConnectAsync(IPAddress.Loopback, _server);
            await Task.WhenAny(PassAsync(near, far), PassAsync(far, near));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // No server: the near end learns it by being closed.
        }
        finally
        {
            near.Dispose();
        }
    }

    private async Task PassAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[16384];
        for (int count; (count = await from.GetStream().ReadAsync(buffer)) > 0;)
        {
            await _open.Task;
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
        }
    }
}
