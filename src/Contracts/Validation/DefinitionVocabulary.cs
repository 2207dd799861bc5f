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
/// <param name="Methods">Names of the methods that explain networks.</param>
/// <param name="Unsearchable">
/// Why a search over a space (whose fields are right) cannot even begin, as a sentence with its cure: constraints that leave nothing, or
/// too little to be found. Null = it can.
/// </param>
public sealed record DefinitionVocabulary(
    IReadOnlyList<AlgorithmWords> Algorithms,
    IReadOnlyList<PrunerWords> Pruners,
    IReadOnlyList<ModelWords> Models,
    IReadOnlyList<string> Formats,
    IReadOnlyList<MetricWords> NetworkMetrics,
    IReadOnlyList<string> Methods,
    Func<SearchDefinition, SearchSpace, string?> Unsearchable)
{
    /// <summary>The plug-ins that are loaded.</summary>
    public IReadOnlyList<PluginWords> Plugins { get; init; } = [];
}

/// <summary>A sampler, as far as a definition has to fit it.</summary>
/// <param name="Name">What definitions call it.</param>
/// <param name="ForSeveralObjectives">Whether it goes with several objectives.</param>
/// <param name="LearnsFromEarlier">Whether it learns from trials of another sweep.</param>
/// <param name="ByGenerations">Whether trials go on from others' weights, a generation at a time.</param>
/// <param name="Enumerates">Whether it visits every point, so that there has to be an end of them.</param>
/// <param name="InBrackets">Whether its trials are draws of a configuration, of which the best go on.</param>
/// <param name="Eliminates">Whether its trials are rounds, each on fewer inputs than the one before.</param>
/// <param name="WeighsCost">Whether it can weigh what it expects to gain against the time that it takes.</param>
public sealed record AlgorithmWords(
    string Name, bool ForSeveralObjectives = false, bool LearnsFromEarlier = false, bool ByGenerations = false, bool Enumerates = false,
    bool InBrackets = false, bool Eliminates = false, bool WeighsCost = false);

/// <summary>A pruner, as far as a definition has to fit it.</summary>
/// <param name="Name">What definitions call it.</param>
/// <param name="JudgesAlone">Whether it looks at a trial by itself, so that it goes with several objectives.</param>
/// <param name="FirstRung">The first rung where a definition does not say; null = it has no rungs.</param>
/// <param name="Compares">Whether it lets warm-up epochs pass.</param>
/// <param name="Waits">Whether it bears some epochs without improvement.</param>
/// <param name="ByFolds">Whether it ends trials by the scores of their folds.</param>
public sealed record PrunerWords(string Name, bool JudgesAlone = false, int? FirstRung = null, bool Compares = false, bool Waits = false,
    bool ByFolds = false);

/// <summary>A model, as far as a definition has to fit it.</summary>
/// <param name="Name">What definitions call it.</param>
/// <param name="HyperParameters">Its settings.</param>
/// <param name="Metrics">What it may report.</param>
public sealed record ModelWords(string Name, IReadOnlyList<HyperParameterWords> HyperParameters, IReadOnlyList<MetricWords> Metrics)
{
    /// <summary>The setting of that name; null when there is none.</summary>
    public HyperParameterWords? Find(string name) => HyperParameters.FirstOrDefault(own => own.Name == name);
}

/// <summary>A metric, and which way it is better.</summary>
/// <param name="Name">What definitions call it.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Least">The least value that it can have.</param>
/// <param name="Most">The largest value that it can have.</param>
/// <param name="EachEpoch">Whether it is measured after each epoch, and not at a fold's end alone.</param>
public sealed record MetricWords(string Name, Direction Direction, double Least = double.NegativeInfinity,
    double Most = double.PositiveInfinity, bool EachEpoch = true)
{
    /// <summary>Whether it can have that value.</summary>
    public bool CanBe(double value) => value >= Least && value <= Most;

    /// <summary>The values that it can have, as the end of a sentence: <c>accuracy lies between 0 and 1</c>.</summary>
    public string Range => (double.IsFinite(Least), double.IsFinite(Most)) switch
    {
        (true, true) => FormattableString.Invariant($"{Name} lies between {Least} and {Most}"),
        (true, false) => FormattableString.Invariant($"{Name} is at least {Least}"),
        (false, true) => FormattableString.Invariant($"{Name} is at most {Most}"),
        _ => $"{Name} can be any number",
    };
}
