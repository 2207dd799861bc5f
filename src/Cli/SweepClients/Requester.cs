namespace Orchestrator.Cli.SweepClients;

/// <summary>Who asks, for the journal.</summary>
internal static class Requester
{
    /// <summary>The user and the machine.</summary>
    public static string Name => $"{Environment.UserName} on {Environment.MachineName}";
}
