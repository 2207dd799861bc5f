using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Definitions;

/// <summary>Everything that a user decides about a sweep. With the data's content it determines every suggestion and every split.</summary>
/// <param name="Name">A slug of letters, digits and dashes.</param>
/// <param name="Seed">Seeds suggestions, splits, initial weights, shuffles and dropout.</param>
/// <param name="Data">What is trained on.</param>
/// <param name="Model">What is trained.</param>
/// <param name="Search">How configurations are chosen.</param>
/// <param name="Space">What they are chosen from.</param>
/// <param name="CrossValidation">How a configuration is judged.</param>
/// <param name="Objective">By which metric, and which way is better. Where there are several objectives, the first: it chooses a fold's
/// best epoch and the trial of the refit.</param>
/// <param name="Stopping">When training ends.</param>
/// <param name="Resources">What an attempt may use.</param>
/// <param name="FurtherObjectives">What is traded off against <paramref name="Objective"/>, of other metrics; null = nothing.</param>
/// <param name="Artifacts">Which checkpoints stay; null = all.</param>
public sealed record SweepDefinition(
    string Name,
    ulong Seed,
    DataDefinition Data,
    ModelDefinition Model,
    SearchDefinition Search,
    SearchSpace Space,
    CrossValidationDefinition CrossValidation,
    ObjectiveDefinition Objective,
    StoppingDefinition Stopping,
    ResourcesDefinition Resources,
    EquatableList<ObjectiveDefinition>? FurtherObjectives = null,
    ArtifactsDefinition? Artifacts = null)
{
    /// <summary>Whether rows are held out that no trial sees: without them the refit's score is that of its own training rows.</summary>
    [JsonIgnore]
    public bool HasTestRows => CrossValidation.TestFraction > 0 || CrossValidation.Nested is not null || Data.Test is not null;

    /// <summary>Whether there are several objectives.</summary>
    [JsonIgnore]
    public bool TradesOff => FurtherObjectives is { Count: > 0 };

    /// <summary>All objectives, <see cref="Objective"/> first.</summary>
    [JsonIgnore]
    public IReadOnlyList<ObjectiveDefinition> Objectives => [Objective, .. FurtherObjectives ?? []];
}
