using System.Globalization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Definitions;

/// <summary>
/// Recursive feature elimination (Guyon, Weston, Barnhill and Vapnik, "Gene selection for cancer classification using support vector
/// machines", Machine Learning 46, 2002): trial 0 trains on all inputs, each further one on those that mattered most to the one before it.
/// Each fold ranks its own inputs by its own network and training rows, so that the rows that it is scored on choose none.
/// </summary>
/// <param name="Keep">For each round after the first what stays: a share of all inputs, below 1, or their number, from 1; fewer from one to
/// the next.</param>
/// <param name="Method">The attribution method that ranks.</param>
/// <param name="StopAfter">Rounds in a row, from 1, that are worse than the best by more than its standard error, after which the search
/// ends; null = all rounds are tried.</param>
public sealed record EliminationDefinition(EquatableList<double> Keep, string Method, int? StopAfter = null)
{
    /// <summary>The parameter of the space that says what stays.</summary>
    public const string Parameter = "inputs";

    /// <summary>What it says in the first round.</summary>
    public const string All = "all";

    /// <summary>The space of the rounds, in their order.</summary>
    public static SearchSpace Space(IEnumerable<double> keep) =>
        new([new CategoricalParameter(Parameter, [All, .. keep.Select(one => one.ToString("R", CultureInfo.InvariantCulture))])]);

    /// <summary>How many of the inputs stay in a round.</summary>
    /// <param name="keep">A member of <see cref="Keep"/>.</param>
    /// <param name="of">How many there are.</param>
    public static int CountOf(double keep, int of) =>
        keep < 1 ? Math.Max(1, (int)Math.Round(keep * of, MidpointRounding.AwayFromZero)) : (int)Math.Min(keep, int.MaxValue);

    /// <summary>How many of the inputs stay in the round of a configuration; null = all.</summary>
    /// <param name="round">Of the space.</param>
    /// <param name="of">How many there are.</param>
    /// <exception cref="KeyNotFoundException">It is of another space.</exception>
    public static int? CountOf(Configuration round, int of) =>
        !round.TryGet(Parameter, out var value) ? throw new KeyNotFoundException($"No '{Parameter}' is named.")
            : value.Text == All ? null : CountOf(value.AsNumber(), of);
}
