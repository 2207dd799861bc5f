using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Validation;

/// <summary>What registries know and a definition may say. It comes as a value, since the registries stand in projects that use this
/// one.</summary>
/// <param name="Algorithms">The samplers.</param>
/// <param name="Pruners">The pruners.</param>
/// <param name="Models">The models.</param>
/// <param name="Formats">Names of data formats, drawn data's included.</param>
/// <param name="NetworkMetrics">Metrics of the trained network itself, which cannot come first, and which way each is better.</param>
/// <param name="Unsearchable">
/// Why a search over a space (whose fields are right) cannot even begin, as a sentence with its cure: constraints that leave nothing, or
/// too
/// little to be found. Null = it can.
/// </param>
public sealed record DefinitionVocabulary(
    IReadOnlyList<AlgorithmWords> Algorithms,
    IReadOnlyList<PrunerWords> Pruners,
    IReadOnlyList<ModelWords> Models,
    IReadOnlyList<string> Formats,
    IReadOnlyList<MetricWords> NetworkMetrics,
    Func<SearchDefinition, SearchSpace, string?> Unsearchable);
