namespace Orchestrator.Cli.Tests.EndToEnd;

public class CommandLineTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("resume")]
    [InlineData("list")]
    [InlineData("show")]
    [InlineData("best")]
    [InlineData("export")]
    [InlineData("doctor")]
    [InlineData("plan")]
    [InlineData("verify")]
    [InlineData("importance")]
    [InlineData("plot")]
    [InlineData("coordinator")]
    [InlineData("node")]
    [InlineData("submit")]
    [InlineData("watch")]
    public async Task Every_command_explains_itself_with_examples(string command)
    {
        var help = await OrchestratorProcess.RunAsync(command, "--help");
        help.ExitCode.ShouldBe(0, help.Errors);
        help.Output.ShouldContain("Examples:");
        help.Output.ShouldContain($"  orchestrator {command}");
    }

    [Fact]
    public async Task Without_a_command_it_says_where_to_begin()
    {
        var help = await OrchestratorProcess.RunAsync();
        help.ExitCode.ShouldBe(0, help.Errors);
        help.Output.ShouldContain("orchestrator run examples/splice.yaml");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "nowhere.yaml")]
    [InlineData("rnu", "x.yaml")]
    [InlineData("export", "--csv", "--json")]
    [InlineData("run", "x.yaml", "--device", "tpu")]
    [InlineData("list", "--home", "/nonexistent/home")]
    public async Task What_a_user_can_put_right_ends_with_code_2_and_one_message(params string[] arguments)
    {
        var ending = await OrchestratorProcess.RunAsync(arguments);
        ending.ExitCode.ShouldBe(2, ending.Output);
        ending.Errors.ShouldStartWith("error: ");
        ending.Errors.ShouldNotContain("   at "); // no stack trace
    }
}
