namespace Orchestrator.Contracts.Artifacts;

/// <summary>The files of a fold's artifact folder that other programs than its worker know.</summary>
public static class ArtifactNames
{
    /// <summary>What training goes on from.</summary>
    public const string Checkpoint = "checkpoint.bin";

    /// <summary>The trained network, of a refit.</summary>
    public const string Model = "model.bin";
}
