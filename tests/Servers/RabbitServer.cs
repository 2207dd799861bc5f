using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Servers;

/// <summary>A RabbitMQ broker, with the event exchange, and a port mapper (epmd) of its own. All listens on loopback alone.</summary>
public sealed class RabbitServer : PrivateServer
{
    private const string User = "app";
    private static readonly string? Script = Programs.Find("rabbitmq-server", "/usr/lib/rabbitmq/lib", "rabbitmq_server-*", "sbin");
    private static readonly string? PortMapper = Programs.Find("epmd", "/usr/lib/erlang", "erts-*", "bin");

    private readonly string password = Guid.NewGuid().ToString("N");
    private readonly int distributionPort;
    private readonly int mapperPort;
    private readonly PrivateAuthority? authority;
    private readonly X509Certificate2? probing;
    private Process? mapper;

    private RabbitServer(Guard guard, int port, int distributionPort, int mapperPort, PrivateAuthority? authority)
        : base(guard, port)
    {
        this.authority = authority;
        if (authority?.Issue("probe") is { } issued) probing = X509Certificate2.CreateFromPemFile(issued.Certificate, issued.Key);
        this.distributionPort = distributionPort;
        this.mapperPort = mapperPort;
    }

    /// <summary>Why there can be no broker here, for a test to skip with; null where there can be one.</summary>
    public static string? Missing => Script is null || PortMapper is null
        ? "RabbitMQ is not installed: apt-get install --no-install-recommends rabbitmq-server"
        : null;

    /// <summary><c>amqp://user:password@127.0.0.1:port/</c>, or <c>amqps</c>.</summary>
    public Uri Uri => new($"{(authority is null ? "amqp" : "amqps")}://{User}:{password}@127.0.0.1:{Port}/");

    /// <summary>Starts a broker; returns once it answers, which takes seconds.</summary>
    /// <param name="authority">Signs its certificate, and those that it demands of its clients: it then listens for nothing but TLS. Null = plain.</param>
    /// <exception cref="InvalidOperationException">It is not installed, or does not start.</exception>
    public static async Task<RabbitServer> StartAsync(PrivateAuthority? authority = null)
    {
        if (Missing is { } reason) throw new InvalidOperationException(reason);
        var guard = await Guard.StartAsync(Account.For("rabbitmq"));
        try
        {
            var ports = FreePorts.Take(3);
            var server = new RabbitServer(guard, ports[0], ports[1], ports[2], authority);
            await server.ConfigureAsync();
            await server.RestartAsync();
            return server;
        }
        catch
        {
            await guard.DisposeAsync();
            throw;
        }
    }

    private protected override async Task<Process> LaunchAsync(Guard launcher)
    {
        if (mapper is null)
        {
            mapper = launcher.Start([PortMapper!, "-port", $"{mapperPort}", "-address", "127.0.0.1"]);

            // Or the broker, which finds none, would start one that outlives it.
            while (!await Probe.ListensAsync(mapperPort))
            {
                if (mapper.HasExited) throw launcher.Failure("epmd ends as soon as it is started");
                await Task.Delay(10);
            }
        }

        return launcher.Start([Script!], Environment());
    }

    /// <summary>A broker that is still starting does not answer the protocol's first eight bytes with a method frame.</summary>
    private protected override async Task<bool> AnswersAsync() => await Probe.FirstByteAsync(Port, "AMQP\0\0\u0009\u0001"u8.ToArray(), probing) == 1;

    private async Task ConfigureAsync()
    {
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "rabbitmq.conf"),
            $"""
            {(authority is null ? $"listeners.tcp.1 = 127.0.0.1:{Port}" : await SecureAsync(authority))}
            default_user = {User}
            default_pass = {password}
            log.file.level = warning
            disk_free_limit.absolute = 50MB

            """);
        await File.WriteAllTextAsync(Path.Combine(Folder, "enabled_plugins"), "[rabbitmq_event_exchange].\n");
    }

    private async Task<string> SecureAsync(PrivateAuthority signing)
    {
        var issued = signing.Issue("broker");
        foreach (var (from, name) in new[] { (signing.Root, "ca.pem"), (issued.Certificate, "server.pem"), (issued.Key, "server.key") })
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, name), await File.ReadAllTextAsync(from));
        }
        return $"""
            listeners.tcp = none
            listeners.ssl.1 = 127.0.0.1:{Port}
            ssl_options.cacertfile = {Path.Combine(Folder, "ca.pem")}
            ssl_options.certfile = {Path.Combine(Folder, "server.pem")}
            ssl_options.keyfile = {Path.Combine(Folder, "server.key")}
            ssl_options.verify = verify_peer
            ssl_options.fail_if_no_peer_cert = true
            """;
    }

    private Dictionary<string, string> Environment()
    {
        var environment = Common();
        if (authority is null) (environment["RABBITMQ_NODE_IP_ADDRESS"], environment["RABBITMQ_NODE_PORT"]) = ("127.0.0.1", $"{Port}"); // would open a plain port
        return environment;
    }

    private Dictionary<string, string> Common() => new()
    {
        ["ERL_EPMD_PORT"] = $"{mapperPort}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = $"broker{Port}@localhost",
        ["RABBITMQ_DIST_PORT"] = $"{distributionPort}",
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(Folder, "rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(Folder, "advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Folder, "enabled_plugins"),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(Folder, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(Folder, "logs"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(Folder, "pid"),

        // The script then becomes the broker, in place of starting it: there is one process to kill.
        ["RABBITMQ_ALLOW_INPUT"] = "1",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-noinput +S 2:2 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}",
    };
}
