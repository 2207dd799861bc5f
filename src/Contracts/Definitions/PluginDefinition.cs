using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Definitions;

/// <summary>A plug-in that a sweep uses: a folder of compiled code, by content.</summary>
/// <param name="Name">Its name: that of its assembly.</param>
/// <param name="Folder">Absolute path of the folder that <paramref name="Files"/> were read from.</param>
/// <param name="Files">All that is loaded of it, by content; names are relative to <paramref name="Folder"/>.</param>
public sealed record PluginDefinition(string Name, string Folder, EquatableList<DataFile> Files)
{
    /// <summary>Minutes without a training step that a sweep with plug-ins bears where nobody says otherwise.</summary>
    public const double UsualStallMinutes = 30;

    /// <summary>What a node must be labelled with to run plug-ins that a sweep brings along: its operator permits them so.</summary>
    public static NodeLabel Permission { get; } = new("plugins", "allowed");

    /// <summary>Names the content of its folder: the same files under the same names have the same, wherever they lie.</summary>
    [JsonIgnore]
    public string Content => DataSetName.Of(Files);

    /// <inheritdoc />
    public override string ToString() => $"{Name} ({Content[..12]})";
}
