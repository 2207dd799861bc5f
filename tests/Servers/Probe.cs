using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Servers;

/// <summary>Looks whether a server is there.</summary>
internal static class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<bool> ListensAsync(int port) => await ConnectAsync(port, (_, _) => Task.FromResult(0)) is not null;

    /// <summary>The first byte of the answer to a greeting; null when there is none.</summary>
    /// <param name="port">Of this machine.</param>
    /// <param name="greeting">What is said first.</param>
    /// <param name="certificate">Ours, where the server speaks TLS; null = it does not.</param>
    public static Task<int?> FirstByteAsync(int port, byte[] greeting, X509Certificate2? certificate = null) => ConnectAsync(port, async (plain, cancellationToken) =>
    {
        await using var stream = certificate is null ? plain : await SecureAsync(plain, certificate, cancellationToken);
        await stream.WriteAsync(greeting, cancellationToken);
        var answer = new byte[1];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return answer[0];
    });

    // Whether it is there is asked, not who it is.
    private static async Task<Stream> SecureAsync(Stream plain, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var secure = new SslStream(plain, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", ClientCertificates = [certificate] }, cancellationToken);
        return secure;
    }

    private static async Task<int?> ConnectAsync(int port, Func<Stream, CancellationToken, Task<int>> talk)
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
            return await talk(client.GetStream(), timeout.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or OperationCanceledException)
        {
            return null;
        }
    }
}
