using System.Net;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Contracts.Api;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Tests.Api;
using Orchestrator.Servers;

namespace Orchestrator.Cli.Tests.Clustered;

/// <summary>The command line against an API with a token and a certificate of a private authority.</summary>
public sealed class SecureServerTests : IAsyncLifetime
{
    private const string Token = "0123456789abcdef", ReadToken = "fedcba9876543210";
    private readonly PrivateAuthority authority = new(), stranger = new();
    private readonly ScriptedGateway gateway = new();
    private CoordinatorServer server = null!;

    public async Task InitializeAsync()
    {
        var issued = authority.Issue("coordinator");
        gateway.Add(WatchTests.Planned);
        gateway.Nodes.Add(new NodeStatus("gpu-1", 4, 1));
        server = await CoordinatorServer.StartAsync(
            new WebOptions(Port: 0, Token: Token, Certificate: issued.Certificate, Key: issued.Key, ReadToken: ReadToken), gateway);
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        authority.Dispose();
        stranger.Dispose();
    }

    [Fact]
    public async Task Who_names_authority_and_token_is_served()
    {
        var list = await RunAsync(Token, "list", "--server-ca", authority.Root);
        list.ExitCode.ShouldBe(0, list.Errors);
        list.Output.ShouldContain("planted-1");
    }

    [Fact]
    public async Task Who_trusts_somebody_else_is_told_about_the_authority()
    {
        foreach (var arguments in new string[][] { ["list"], ["list", "--server-ca", stranger.Root] })
        {
            var ending = await RunAsync(Token, arguments);
            ending.ExitCode.ShouldBe(2);
            ending.Errors.ShouldContain("--server-ca");
        }
    }

    [Fact]
    public async Task A_wrong_token_and_one_that_only_reads_are_told_apart()
    {
        var wrong = await RunAsync("0123456789abcdeX", "list", "--server-ca", authority.Root);
        wrong.Errors.ShouldContain("ORCHESTRATOR_TOKEN");
        (await RunAsync(ReadToken, "list", "--server-ca", authority.Root)).ExitCode.ShouldBe(0);
        var refused = await RunAsync(ReadToken, "pause", "planted-1", "--server-ca", authority.Root);
        (refused.ExitCode, refused.Errors.Contains("nothing but reading", StringComparison.Ordinal)).ShouldBe((2, true), refused.Errors);
    }

    [Fact]
    public async Task The_doctor_knows_the_cluster()
    {
        var doctor = await RunAsync(ReadToken, "doctor", "--server-ca", authority.Root);
        doctor.Output.ShouldContain("answers");
        doctor.Output.ShouldContain("certificate until");
        doctor.Output.ShouldContain("1 node, 4 slots, 1 busy");
        doctor.Output.ShouldContain("opens what reads");
        var lost = await RunAsync(Token, "doctor", "--json");
        lost.ExitCode.ShouldBe(1);
        lost.Output.ShouldContain("--server-ca");
    }

    [Fact]
    public async Task A_token_does_not_cross_the_network_readable()
    {
        var environment = new Dictionary<string, string> { ["ORCHESTRATOR_TOKEN"] = Token };
        var ending = await OrchestratorProcess.RunAsync(environment, "list", "--server", "http://head.example:7070");
        (ending.ExitCode, ending.Errors.Contains("use https", StringComparison.Ordinal)).ShouldBe((2, true), ending.Errors);
    }

    private Task<OrchestratorProcess.Ending> RunAsync(string token, params string[] arguments) =>
        OrchestratorProcess.RunAsync(new Dictionary<string, string> { ["ORCHESTRATOR_TOKEN"] = token },
            [.. arguments, "--server", server.Address.ToString()]);
}
