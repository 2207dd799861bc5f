namespace Orchestrator.Servers.Tests;

/// <summary>The child that <see cref="AbandonTests"/> kills: starts a server, says where, and never stops it.</summary>
internal static class AbandonProgram
{
    private static async Task Main()
    {
        var server = await PostgresServer.StartAsync();
        Console.WriteLine($"{server.ProcessId} {server.Folder}");
        await Task.Delay(Timeout.Infinite);
    }
}
