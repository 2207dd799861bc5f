namespace Orchestrator.Client.Sweeps;

/// <summary>Who asks, for the journal.</summary>
public static class Requester
{
    /// <summary>The user and the machine.</summary>
    public static string Name => $"{Environment.UserName} on {Environment.MachineName}";
}
