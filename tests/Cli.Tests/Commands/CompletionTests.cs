using System.CommandLine;
using System.Diagnostics;
using Orchestrator.Cli.Commands;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Shared;

namespace Orchestrator.Cli.Tests.Commands;

/// <summary>What a shell asks the program for, and the manual page.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("orchestrator ver", "verify")]
    [InlineData("orchestrator run --dev", "--device")]
    [InlineData("orchestrator completion f", "fish")]
    public async Task Bash_completes_what_was_begun(string line, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("completion-");
        try
        {
            var script = (await OrchestratorProcess.RunAsync("completion", "bash")).Output;
            using var bash = Process.Start(new ProcessStartInfo("bash", ["--noprofile", "--norc", "-c", $$"""
                orchestrator() { dotnet '{{ProgramUnderTest.Path}}' "$@"; }
                {{script}}
                COMP_LINE='{{line}}' COMP_POINT=${#COMP_LINE}
                COMP_WORDS=($COMP_LINE) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _orchestrator
                printf '%s\n' "${COMPREPLY[@]}"
                """])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = folder.FullName,
            })!;
            (await bash.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldContain(expected);
            await bash.WaitForExitAsync();
            bash.ExitCode.ShouldBe(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_manual_page_has_every_command_and_option_and_no_line_that_is_a_macro_by_chance()
    {
        var root = CommandLine.Build();
        var page = ManualPage.Of(root);
        foreach (var command in root.Subcommands.Where(command => !command.Hidden))
        {
            page.ShouldContain($".SS \"orchestrator {command.Name}");
            foreach (var option in command.Options.Where(option => !option.Hidden))
            {
                page.ShouldContain($"\\fB{option.Name.Replace("-", "\\-")}");
            }
        }

        string[] macros = [".TH", ".SH", ".SS", ".TP", ".B", ".I"];
        foreach (var line in page.Split('\n').Where(line => line.StartsWith('.') || line.StartsWith('\'')))
        {
            macros.ShouldContain(line.Split(' ')[0]);
        }
    }
}
