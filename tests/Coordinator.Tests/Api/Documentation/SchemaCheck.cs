using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Coordinator.Tests.Api.Documentation;

/// <summary>Compares JSON with a schema of an OpenAPI document: required properties and types, all the way down.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    /// <summary>What does not fit, with its place.</summary>
    public IEnumerable<string> Flaws(JsonNode? value, JsonNode schema, string place)
    {
        schema = Resolve(schema);
        if (!Fits(value, schema["type"]))
        {
            return [$"{place}: a {value?.GetValueKind()}, not {schema["type"]}"];
        }
        if ((schema["anyOf"] ?? schema["oneOf"]) is JsonArray choices && !choices.Any(choice => !Flaws(value, choice!, place).Any()))
        {
            return [$"{place}: {value} is none of what is described"];
        }
        return value switch
        {
            JsonObject fields => OfFields(fields, schema, place),
            JsonArray items when schema["items"] is { } of => items.SelectMany((item, i) => Flaws(item, of, $"{place}[{i}]")),
            _ => schema["enum"] is JsonArray names && !names.Any(name => JsonNode.DeepEquals(name, value))
                ? [$"{place}: {value} is none of {names.ToJsonString()}"] : [],
        };
    }

    private IEnumerable<string> OfFields(JsonObject fields, JsonNode schema, string place)
    {
        foreach (var name in schema["required"]?.AsArray().Select(required => required!.GetValue<string>()) ?? [])
        {
            if (!fields.ContainsKey(name))
            {
                yield return $"{place}: '{name}' is missing";
            }
        }
        foreach (var (name, field) in fields)
        {
            if (schema["properties"]?[name] is { } described)
            {
                foreach (var flaw in Flaws(field, described, $"{place}/{name}"))
                {
                    yield return flaw;
                }
            }
            else if (schema["properties"] is not null && schema["anyOf"] is null && schema["additionalProperties"] is null)
            {
                yield return $"{place}: '{name}' is not described";
            }
        }
    }

    private JsonNode Resolve(JsonNode schema) => schema["$ref"] is { } reference
        ? Resolve(document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!) : schema;

    private static bool Fits(JsonNode? value, JsonNode? type) => type switch
    {
        null => true,
        JsonArray several => several.Any(one => Fits(value, one)),
        _ => (type.GetValue<string>(), value?.GetValueKind() ?? JsonValueKind.Null) is
            ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String)
            or ("integer" or "number", JsonValueKind.Number) or ("boolean", JsonValueKind.True or JsonValueKind.False)
            or ("null", JsonValueKind.Null),
    };
}
