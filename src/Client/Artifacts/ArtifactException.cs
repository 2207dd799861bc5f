namespace Orchestrator.Client.Artifacts;

/// <summary>A data set or a checkpoint cannot be had, or not be handed over. The message says why and what to do.</summary>
public sealed class ArtifactException(string message, Exception? cause = null) : Exception(message, cause);
