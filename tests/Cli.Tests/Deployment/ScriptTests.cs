using System.Diagnostics;
using Orchestrator.Shared;

namespace Orchestrator.Cli.Tests.Deployment;

/// <summary><c>./orchestrator</c> in a repository without sources, where <c>dotnet</c> prints what it is asked.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("orchestrator-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("run", "examples/splice.yaml", "--json")]
    [InlineData("bench", "search", "--suite", "held-out", "--seeds", "10")]
    [InlineData("enqueue", "splice-1", "learning_rate=1e-3", "units=8 # not 16")]
    public async Task It_hands_everything_on_to_the_program(params string[] arguments)
    {
        foreach (var file in new[] { "orchestrator", "deploy/setup.sh" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, file))!);
            File.Copy(RepositoryFolder.At(file), Path.Combine(root, file));
        }

        Directory.CreateDirectory(Path.Combine(root, "src"));
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "global.json" })
        {
            await File.WriteAllTextAsync(Path.Combine(root, file), "");
        }

        var path = Directory.CreateDirectory(Path.Combine(root, "path")).FullName;
        FakeProgram.Write(Path.Combine(path, "dotnet"), "printf '%s\\n' \"$@\"");
        var start = new ProcessStartInfo("bash", [Path.Combine(root, "orchestrator"), .. arguments])
        {
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = $"{path}:{Environment.GetEnvironmentVariable("PATH")}" },
        };
        start.Environment.Remove("ORCHESTRATOR_TORCH");
        using var script = Process.Start(start)!;
        var printed = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        script.ExitCode.ShouldBe(0);
        printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe([Path.Combine(root, "build", "cli", "orchestrator.dll"), .. arguments]);
    }
}
