using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Contracts.Tests.Validation;

/// <summary>Changes one field of a definition by its path.</summary>
internal static class JsonEdit
{
    /// <summary>The definition with another value there; null = without the field.</summary>
    public static SweepDefinition With(SweepDefinition definition, string path, string? json)
    {
        var root = JsonSerializer.SerializeToNode(definition, WireJson.Options)!;
        var node = root;
        var parts = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var part in parts[..^1])
        {
            node = (part[0] == '[' ? node[Index(part)] : node[part]).ShouldNotBeNull($"{path} has no {part}");
        }
        var value = json is null ? null : JsonNode.Parse(json);
        if (parts[^1][0] == '[')
        {
            node[Index(parts[^1])] = value;
        }
        else
        {
            node[parts[^1]] = value;
        }

        return root.Deserialize<SweepDefinition>(WireJson.Options)!;
    }

    private static int Index(string part) => int.Parse(part.AsSpan(1, part.Length - 2), CultureInfo.InvariantCulture);
}
