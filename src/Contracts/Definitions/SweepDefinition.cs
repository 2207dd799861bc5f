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
/// <param name="AdditionalObjectives">What is traded off against <paramref name="Objective"/>, of other metrics; null = nothing.</param>
/// <param name="Artifacts">Which checkpoints stay; null = all.</param>
/// <param name="Explanation">What is explained; null = the sweep trains.</param>
/// <param name="Plugins">Plug-ins that it uses, by name; null = none.</param>
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
    [property: JsonPropertyName("furtherObjectives")] EquatableList<ObjectiveDefinition>? AdditionalObjectives = null,
    ArtifactsDefinition? Artifacts = null,
    ExplanationDefinition? Explanation = null,
    EquatableList<PluginDefinition>? Plugins = null)
{
    /// <summary>Whether rows are held out that no trial sees: without them the refit's score is that of its own training rows.</summary>
    [JsonIgnore]
    public bool HasTestRows => CrossValidation.TestFraction > 0 || CrossValidation.Nested is not null || Data.Test is not null;

    /// <summary>Whether the best trial is trained again at the end: networks are, answers about networks are not.</summary>
    [JsonIgnore]
    public bool HasRefit => Explanation is null;

    /// <summary>Whether there are several objectives.</summary>
    [JsonIgnore]
    public bool TradesOff => AdditionalObjectives is { Count: > 0 };

    /// <summary>How long an attempt may take no step before it is given up; null = as long as it likes.</summary>
    [JsonIgnore]
    public TimeSpan? StallLimit => Resources?.StallMinutes is { } minutes ? TimeSpan.FromMinutes(minutes)
        : Plugins is { Count: > 0 } ? TimeSpan.FromMinutes(PluginDefinition.UsualStallMinutes) : null;

    /// <summary>All objectives, <see cref="Objective"/> first.</summary>
    [JsonIgnore]
    public IReadOnlyList<ObjectiveDefinition> Objectives => [Objective, .. AdditionalObjectives ?? []];
}

/// <summary>Which trials keep the checkpoints of their folds after they have ended. Those of the refit always stay.</summary>
/// <param name="Best">So many of the best trials, at least 0; null = all trials.</param>
public sealed record ArtifactsDefinition(int? Best = null)
{
    /// <summary>Trials that keep theirs where nobody says otherwise.</summary>
    public const int UsualBest = 3;
}

/// <summary>When training ends.</summary>
/// <param name="Epochs">Most epochs of one fold, at least 1.</param>
/// <param name="Patience">Epochs without improvement of the objective after which a fold stops; null = never early.</param>
/// <param name="MinDelta">Smallest change that counts as an improvement, at least 0.</param>
public sealed record StoppingDefinition(int Epochs, int? Patience = null, double MinDelta = 0);
