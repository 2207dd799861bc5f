using System.Globalization;
using System.Text.Json;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Studies.Optuna;

/// <summary>Optuna's description of a parameter as its storages keep it: <c>{"name": "FloatDistribution", "attributes": {...}}</c>, and
/// the number that it keeps for a value.</summary>
/// <remarks>Distributions of versions before 3.0 have other names and are read as well.</remarks>
internal static class OptunaDistribution
{
    /// <summary>The parameter, and the value that was kept as a number: of a choice its place in the list, from 0.</summary>
    /// <exception cref="FormatException">It is no distribution that Optuna writes.</exception>
    public static StudySetting Read(string name, string distribution, double kept)
    {
        try
        {
            using var json = JsonDocument.Parse(distribution);
            var attributes = json.RootElement.GetProperty("attributes");
            var kind = json.RootElement.GetProperty("name").GetString();
            Parameter parameter = kind switch
            {
                "FloatDistribution" => Float(name, attributes, IsTrue(attributes, "log"), Number(attributes, "step")),
                "UniformDistribution" => Float(name, attributes, log: false, step: null),
                "LogUniformDistribution" => Float(name, attributes, log: true, step: null),
                "DiscreteUniformDistribution" => Float(name, attributes, log: false, Number(attributes, "q")),
                "IntDistribution" or "IntUniformDistribution" => Int(name, attributes, IsTrue(attributes, "log")),
                "IntLogUniformDistribution" => Int(name, attributes, log: true),
                "CategoricalDistribution" => Categorical(name, attributes),
                _ => throw new FormatException($"'{name}' has the distribution '{kind}', which is none of Optuna's"),
            };
            return new(parameter, parameter is CategoricalParameter choices
                ? ParameterValue.Of(choices.Choices[checked((int)kept)])
                : ParameterValue.Of(kept));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException
            or OverflowException)
        {
            throw new FormatException($"'{name}' has a distribution that cannot be read: {distribution}", e);
        }
    }

    private static FloatParameter Float(string name, JsonElement attributes, bool log, double? step) =>
        new(name, attributes.GetProperty("low").GetDouble(), attributes.GetProperty("high").GetDouble(), log, step);

    private static IntParameter Int(string name, JsonElement attributes, bool log) =>
        new(name, attributes.GetProperty("low").GetInt64(), attributes.GetProperty("high").GetInt64(), log,
            log ? 1 : (long)(Number(attributes, "step") ?? 1));

    private static CategoricalParameter Categorical(string name, JsonElement attributes) =>
        new(name, attributes.GetProperty("choices").EnumerateArray().Select(Spelled).ToEquatableList());

    // As YAML spells it.
    private static string Spelled(JsonElement choice) => choice.ValueKind switch
    {
        JsonValueKind.String => choice.GetString()!,
        JsonValueKind.Number => choice.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "none",
        _ => choice.GetRawText(),
    };

    private static bool IsTrue(JsonElement attributes, string name) =>
        attributes.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static double? Number(JsonElement attributes, string name) =>
        attributes.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
