using Orchestrator.Coordinator.Api;

namespace Orchestrator.Coordinator.Tests.Api;

public sealed class WebOptionsTests
{
    private static readonly string Token = new('t', WebOptions.ShortestToken);

    [Fact]
    public void Loopback_needs_nothing() => new WebOptions().Problems().ShouldBeEmpty();

    [Fact]
    public void Off_loopback_token_and_tls_are_wanted()
    {
        var open = new WebOptions("0.0.0.0");
        open.Problems().Count.ShouldBe(2);
        (open with { Token = Token }).Problems().ShouldHaveSingleItem().ShouldContain("--insecure");
        (open with { Insecure = true }).Problems().ShouldHaveSingleItem().ShouldContain("token");
        (open with { Token = Token, Insecure = true }).Problems().ShouldBeEmpty();
        (open with { Token = Token, Certificate = "server.pem" }).Problems().ShouldBeEmpty();
    }

    [Fact]
    public void What_cannot_be_is_named()
    {
        new WebOptions("localhost").Problems().ShouldHaveSingleItem().ShouldContain("IP address");
        new WebOptions(Port: 70000).Problems().ShouldHaveSingleItem().ShouldContain("70000");
        new WebOptions(Token: "short").Problems().ShouldHaveSingleItem().ShouldContain("at least");
        new WebOptions(Token: Token + "\n").Problems().ShouldHaveSingleItem();
        new WebOptions(Key: "key.pem").Problems().ShouldHaveSingleItem().ShouldContain("certificate");
    }

    [Fact]
    public async Task A_server_does_not_start_with_problems() =>
        (await Should.ThrowAsync<ArgumentException>(() =>
            CoordinatorServer.StartAsync(new WebOptions("0.0.0.0", 0), new ScriptedGateway())))
            .Message.ShouldContain("token");
}
