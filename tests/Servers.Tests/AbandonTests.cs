using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Servers.Tests;

public sealed class AbandonTests
{
    [SkippableFact]
    public async Task A_server_does_not_outlive_a_test_process_that_is_killed()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var child = Process.Start(
            new ProcessStartInfo(dotnet, ["exec", typeof(AbandonProgram).Assembly.Location]) { RedirectStandardOutput = true })!;
        var line = (await child.StandardOutput.ReadLineAsync()).ShouldNotBeNull().Split(' ', 2);
        using var server = Process.GetProcessById(int.Parse(line[0], CultureInfo.InvariantCulture));
        var folder = line[1];
        Directory.Exists(folder).ShouldBeTrue();

        child.Kill();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await server.WaitForExitAsync(limit.Token);
        while (Directory.Exists(folder))
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
