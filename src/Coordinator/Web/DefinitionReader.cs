using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Contracts.Wire;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps.Objectives;

namespace Orchestrator.Coordinator.Web;

/// <summary>Reads what a client submits, and trusts none of it: the name becomes a folder, the counts become work.</summary>
internal static partial class DefinitionReader
{
    private static readonly JsonSerializerOptions Strict = new(WireJson.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The definition in a body of JSON.</summary>
    /// <exception cref="JsonException">It is none: the message says what and where.</exception>
    public static async Task<SweepDefinition> ReadAsync(Stream body, CancellationToken cancellationToken) =>
        await JsonSerializer.DeserializeAsync<SweepDefinition>(body, Strict, cancellationToken).ConfigureAwait(false)
        ?? throw new JsonException("The body is null.");

    /// <summary>What is out of range, by field; empty when nothing is.</summary>
    public static Dictionary<string, string[]> Problems(SweepDefinition definition)
    {
        var (search, validation, stopping, resources) = (definition.Search, definition.CrossValidation, definition.Stopping, definition.Resources);
        var names = definition.Space.Parameters.Select(p => p.Name).ToArray();
        (string Field, bool Good, string Rule)[] rules =
        [
            ("name", Slug().IsMatch(definition.Name), "lower-case letters, digits and dashes, beginning with a letter, at most 64"),
            ("data.files", definition.Data.Files?.All(file => file.IsWellFormed) ?? true, "relative names and SHA-256 hashes"),
            ("search.algorithm", SamplerRegistry.Names.Contains(search.Algorithm), $"one of {string.Join(", ", SamplerRegistry.Names)}"),
            ("search.trials", search.Trials >= 1, "at least 1"),
            ("search.parallel", search.Parallel >= 1, "at least 1"),
            ("search.population", search.Algorithm == SamplerRegistry.Population ? search.Population is >= 2 : search.Population is null, "at least 2 where the algorithm is population, absent otherwise"),
            ("search.pruning", search.Population is null || search.Pruning is null, "absent with a population"),
            ("space.parameters", names.Length >= 1, "at least one parameter"),
            ("space.parameters", names.Distinct(StringComparer.Ordinal).Count() == names.Length, "each name once"),
            ("space.constraints", ConstraintsFit(definition), "conditions over parameters of the space that some configuration meets"),
            ("search.warmStart", search.WarmStart?.Trials.All(t => definition.Space.Contains(t.Configuration) && double.IsFinite(t.Score) && t.Variance is >= 0 and < double.PositiveInfinity) ?? true,
                "trials in the space with finite scores, and variances of at least 0"),
            ("search.enqueued", search.Enqueued?.All(definition.Space.Contains) ?? true, "configurations of the space"),
            ("crossValidation.folds", validation.Folds >= 2, "at least 2"),
            ("crossValidation.testFraction", validation.TestFraction is >= 0 and < 1, "in [0, 1)"),
            ("crossValidation.repeats", validation.Repeats is null or >= 1, "at least 1"),
            ("crossValidation.nested.inner", validation.Nested is null or { Inner: >= 2 }, "at least 2"),
            ("crossValidation.nested.outer", validation.Nested is null || (validation.Nested.Outer >= 0 && validation.Nested.Outer < validation.Folds), "below the number of folds"),
            ("crossValidation.differences", validation.Differences is null or >= 0, "at least 0"),
            ("stopping.epochs", stopping.Epochs >= 1, "at least 1"),
            ("stopping.patience", stopping.Patience is null or >= 1, "at least 1"),
            ("stopping.minDelta", stopping.MinDelta >= 0, "at least 0"),
            ("resources.device", resources.Device is "auto" or "cpu" or "cuda", "auto, cpu or cuda"),
            ("resources.slots", resources.Slots is null or >= 1, "at least 1"),
            ("resources.retries", resources.Retries >= 0, "at least 0"),
            ("furtherObjectives", definition.Objectives.DistinctBy(o => o.Metric).Count() == definition.Objectives.Count, "each metric once"),
            .. definition.TradesOff ? SeveralObjectives.Objections(search).Select(o => ($"search.{o.Key}", false, o.Message)) : [],
        ];
        return rules.Where(r => !r.Good).GroupBy(r => r.Field, r => r.Rule).ToDictionary(g => g.Key, g => g.ToArray());
    }

    private static bool ConstraintsFit(SweepDefinition definition) =>
        definition.Space.Constraints is not { Count: > 0 } constraints
        || (constraints.All(constraint => constraint.FaultsAmong(definition.Space.Parameters).Count == 0) && FeasibleShare.Of(definition.Space).Share > 0);

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,63}\z")]
    private static partial Regex Slug();
}
