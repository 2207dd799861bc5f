using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Servers;

/// <summary>Looks whether a server is there.</summary>
internal static class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<bool> ListensAsync(int port) => await ConnectAsync(port, (_, _) => Task.FromResult(0)) is not null;

    /// <summary>The first byte of the answer to a greeting; null when there is none.</summary>
    public static Task<int?> FirstByteAsync(int port, byte[] greeting) => ConnectAsync(port, async (stream, cancellationToken) =>
    {
        await stream.WriteAsync(greeting, cancellationToken);
        var answer = new byte[1];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return answer[0];
    });

    private static async Task<int?> ConnectAsync(int port, Func<NetworkStream, CancellationToken, Task<int>> talk)
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
            return await talk(client.GetStream(), timeout.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
