using System.Net;

namespace Orchestrator.Remoting;

/// <summary>Where an actor system listens for others, and whom it lets in.</summary>
public sealed record RemotingOptions
{
    private const string Loopback = "127.0.0.1";

    /// <summary>The port of coordinators where nothing else is said.</summary>
    public const int DefaultPort = 7071;

    /// <summary>Name of the coordinators' actor system.</summary>
    public const string CoordinatorSystem = "orchestrator";

    /// <summary>Name of the actor by which nodes speak to a coordinator.</summary>
    public const string CoordinatorEntry = "nodes";

    /// <summary>Name or address under which others reach this machine. [default: 127.0.0.1]</summary>
    /// <remarks>Whoever calls it otherwise is not heard: see <see cref="HostOf"/>.</remarks>
    public string Host { get; init => field = HostOf(value); } = Loopback;

    /// <summary>Address that is listened on; null = that of <see cref="Host"/>. [default: null]</summary>
    public string? Bind { get; init; }

    /// <summary>0 to 65535; 0 = any free one. [default: 0]</summary>
    public int Port { get; init; }

    /// <summary>Our certificate, and whom we trust; null = plain TCP, for loopback alone. [default: null]</summary>
    public RemotingTls? Tls { get; init; }

    /// <summary>How the addresses of our systems begin.</summary>
    public string Scheme => Tls is null ? "akka.tcp" : "akka.ssl.tcp";

    /// <summary>Whether no other machine reaches it.</summary>
    public bool IsOfThisMachine => IsLoopback(Host) && (Bind is null || IsLoopback(Bind));

    /// <summary>A host as systems call it: the loopback interface has one name, so that <c>localhost</c> and <c>127.0.0.1</c> are the
    /// same.</summary>
    public static string HostOf(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? Loopback : host;

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
