using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Messages;

/// <summary>Where checkpoints and models belong: a folder of the coordinator, which a node may share or not.</summary>
/// <param name="Root">The folder as the coordinator calls it.</param>
/// <param name="Id">Stands in the folder's <see cref="MarkFile"/>: where a node finds it under the same path, the folder is shared.</param>
/// <param name="Address">The coordinator's HTTP API, for nodes that do not share it and for data sets; null = not told.</param>
/// <param name="Others">Those of other coordinators that share the folder, one of which may take over; null = none is known.</param>
public sealed record ArtifactPlace(string Root, string Id, Uri? Address, EquatableList<Uri>? Others = null)
{
    /// <summary>Name of the file that holds <see cref="Id"/>.</summary>
    public const string MarkFile = ".store";

    /// <summary>All addresses, the coordinator's own first.</summary>
    [JsonIgnore]
    public IReadOnlyList<Uri> Addresses => [.. Address is { } own ? new[] { own } : [], .. Others ?? []];
}
