using System.Globalization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Definitions;

/// <summary>
/// What a sweep explains instead of training: the networks of another sweep's best trials. Each of its trials asks one method about one
/// explained trial, each fold about the network of that fold, so that explanations are scheduled, journaled and resumed as trainings are.
/// </summary>
/// <param name="Sweep">The explained sweep. Model, data, splits, objective and seed of the definition are its own.</param>
/// <param name="Trials">Which of its trials, the best first. Kept here, so that nothing depends on the other sweep's journal.</param>
/// <param name="Options">Values of methods' options; a method heeds those that it has.</param>
/// <param name="Permuted">Methods that are asked together about networks which each fold trains anew on permuted targets, so that chance
/// can be told; null = the explained trials' own networks are asked, by one method each.</param>
/// <param name="Paired">Inputs of which each fold is asked what pairs do together beyond what each does alone, in the place of methods;
/// null = methods are asked.</param>
public sealed record ExplanationDefinition(
    SweepId Sweep, EquatableList<ExplainedTrial> Trials, Configuration Options, EquatableList<string>? Permuted = null,
    EquatableList<PairedInputs>? Paired = null)
{
    /// <summary>The parameter of the space that names the explained trial.</summary>
    public const string TrialParameter = "trial";

    /// <summary>The parameter of the space that names the method.</summary>
    public const string MethodParameter = "method";

    /// <summary>The parameter of the space that numbers the permutations of the targets.</summary>
    public const string PermutationParameter = "permutation";

    /// <summary>The space of permuted runs: what a grid enumerates.</summary>
    /// <param name="trials">Numbers of the explained trials.</param>
    /// <param name="permutations">How many, from 1.</param>
    public static SearchSpace Space(IEnumerable<int> trials, int permutations) => new(
    [
        new CategoricalParameter(TrialParameter, [.. trials.Select(number => number.ToString(CultureInfo.InvariantCulture))]),
        new IntParameter(PermutationParameter, 1, permutations),
    ]);

    /// <summary>The space of pairs of inputs: every explained trial.</summary>
    /// <param name="trials">Numbers of the explained trials.</param>
    public static SearchSpace Space(IEnumerable<int> trials) =>
        new([new CategoricalParameter(TrialParameter, [.. trials.Select(number => number.ToString(CultureInfo.InvariantCulture))])]);

    /// <summary>The permutation of a pair, from 1.</summary>
    /// <exception cref="KeyNotFoundException">The pair names none.</exception>
    public static int PermutationOf(Configuration pair) =>
        pair.TryGet(PermutationParameter, out var value) ? (int)value.Number : throw new KeyNotFoundException("No permutation is named.");

    /// <summary>The space of all pairs: what a grid enumerates.</summary>
    /// <param name="trials">Numbers of the explained trials.</param>
    /// <param name="methods">Names of methods.</param>
    public static SearchSpace Space(IEnumerable<int> trials, IEnumerable<string> methods) => new(
    [
        new CategoricalParameter(TrialParameter, [.. trials.Select(number => number.ToString(CultureInfo.InvariantCulture))]),
        new CategoricalParameter(MethodParameter, [.. methods]),
    ]);

    /// <summary>The explained trial of a pair.</summary>
    /// <exception cref="KeyNotFoundException">The pair is not of the space.</exception>
    public ExplainedTrial TrialOf(Configuration pair) =>
        pair.TryGet(TrialParameter, out var value) && Trials.FirstOrDefault(trial => trial.Number == value.AsNumber()) is { } found
            ? found : throw new KeyNotFoundException($"No trial of '{Sweep}' is explained under that number.");

    /// <summary>The method of a pair.</summary>
    /// <exception cref="KeyNotFoundException">The pair names none.</exception>
    public static string MethodOf(Configuration pair) =>
        pair.TryGet(MethodParameter, out var value) && value.Text is { } name
            ? name : throw new KeyNotFoundException("No method is named.");
}

/// <summary>A completed trial whose networks are explained.</summary>
/// <param name="Number">In its sweep.</param>
/// <param name="Configuration">Its hyper-parameters.</param>
/// <param name="Score">Mean of the objective over its folds.</param>
/// <param name="Parent">The trial from whose weights it went on; null = it started anew.</param>
public sealed record ExplainedTrial(int Number, Configuration Configuration, double Score, int? Parent = null);

/// <summary>Inputs whose pairs are looked at.</summary>
/// <param name="Output">For which output.</param>
/// <param name="Inputs">Their numbers in the data, at least two.</param>
public sealed record PairedInputs(string Output, EquatableList<int> Inputs);
