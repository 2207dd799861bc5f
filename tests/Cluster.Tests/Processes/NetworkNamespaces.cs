using System.Diagnostics;
using Orchestrator.Cli.Tests.EndToEnd;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Machines that are network namespaces on one bridge, of which a test can cut any two off from each other.</summary>
internal sealed class NetworkNamespaces : IAsyncDisposable
{
    private const string Network = "10.231.47";
    private readonly string mark = $"o{Environment.ProcessId % 100_000}";
    private readonly List<string> names = [];

    private NetworkNamespaces()
    {
    }

    /// <summary>Why there can be none here; null = there can be.</summary>
    public static string? Missing => !Environment.IsPrivilegedProcess
        ? "Network namespaces take root."
        : !File.Exists("/sbin/ip") && !File.Exists("/usr/sbin/ip") ? "Network namespaces take 'ip': apt-get install iproute2" : null;

    /// <summary>Where this process is reached from all of them.</summary>
    public static string Host => $"{Network}.1";

    /// <summary>The bridge between them; null = this kernel does not let us.</summary>
    public static async Task<NetworkNamespaces?> TryCreateAsync()
    {
        var created = new NetworkNamespaces();
        if (await TryAsync($"link add {created.Bridge} type bridge")
            && await TryAsync($"addr add {Host}/24 dev {created.Bridge}")
            && await TryAsync($"link set {created.Bridge} up"))
        {
            return created;
        }
        await created.DisposeAsync();
        return null;
    }

    private string Bridge => $"{mark}br";

    /// <summary>Adds a machine.</summary>
    /// <returns>Its address.</returns>
    public async Task<string> AddAsync(string name)
    {
        names.Add(name);
        var (number, space) = (names.Count, Space(name));
        await RunAsync($"netns add {space}");
        await RunAsync($"link add {mark}v{number} type veth peer name eth0 netns {space}");
        await RunAsync($"link set {mark}v{number} master {Bridge} up");
        await RunAsync($"-n {space} addr add {AddressOf(name)}/24 dev eth0");
        await RunAsync($"-n {space} link set eth0 up");
        await RunAsync($"-n {space} link set lo up");
        return AddressOf(name);
    }

    /// <summary>Neither of two machines hears the other any more. Nobody is told: packets vanish.</summary>
    public async Task CutAsync(string one, string other)
    {
        await RunAsync($"-n {Space(one)} route add blackhole {AddressOf(other)}/32");
        await RunAsync($"-n {Space(other)} route add blackhole {AddressOf(one)}/32");
    }

    /// <summary>They hear each other again.</summary>
    public async Task HealAsync(string one, string other)
    {
        await RunAsync($"-n {Space(one)} route del blackhole {AddressOf(other)}/32");
        await RunAsync($"-n {Space(other)} route del blackhole {AddressOf(one)}/32");
    }

    /// <summary>Starts the program on a machine.</summary>
    public OrchestratorProcess Start(string name, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        OrchestratorProcess.Start(environment, ["ip", "netns", "exec", Space(name)], arguments);

    public async ValueTask DisposeAsync()
    {
        foreach (var name in names)
        {
            await TryAsync($"netns del {Space(name)}");
        }
        await TryAsync($"link del {Bridge}");
    }

    private string Space(string name) => $"{mark}-{name}";

    private string AddressOf(string name) => $"{Network}.{names.IndexOf(name) + 2}";

    private static async Task RunAsync(string arguments) => (await TryAsync(arguments)).ShouldBeTrue($"ip {arguments}");

    private static async Task<bool> TryAsync(string arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        await ip.StandardError.ReadToEndAsync();
        await ip.WaitForExitAsync();
        return ip.ExitCode == 0;
    }
}
