using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Storage;

/// <summary>A coordinator's folder of checkpoints that this machine may see as well.</summary>
public static class SharedFolder
{
    /// <summary>Whether this machine sees the very folder, under the same path.</summary>
    public static bool IsVisible(ArtifactPlace place)
    {
        try
        {
            return File.ReadAllText(Path.Combine(place.Root, ArtifactPlace.MarkFile)).Trim() == place.Id;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
