using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Folds;

/// <summary>Which rows of a data set are kin, and which of those are dealt together.</summary>
internal static class LeakageGroups
{
    // Comparing rows takes a byte a place in memory; larger data is searched for exact copies alone.
    private const long MostPlaces = 1 << 30;

    /// <summary>Every kinship that is looked for, with its groups.</summary>
    /// <exception cref="FoldPlanException">Near copies are asked for where rows are sparse.</exception>
    public static IEnumerable<(Kinship Kinship, RowGroups Groups)> Of(CrossValidationDefinition definition, DataSet data)
    {
        if (data.Groups is { } groups)
        {
            yield return (Kinship.Groups, RowGroups.Of(groups));
        }

        var exact = Duplicates.Exact(data.Inputs);
        yield return (Kinship.Copies, exact);
        if (Differences(definition, data.Inputs) is > 0 and var differences)
        {
            yield return (Kinship.NearCopies, Duplicates.Near(data.Inputs, differences, exact));
        }
    }

    /// <summary>Rows that no split may part: the data's groups, and copies where the definition says so; null = every row stands for
    /// itself.</summary>
    public static RowGroups? KeptTogether(CrossValidationDefinition definition, DataSet data) =>
        definition.Leakage == LeakagePolicy.Group ? Of(definition, data).Select(kin => kin.Groups)
            .Aggregate((joined, next) => joined.Joined(next))
        : data.Groups is { } groups ? RowGroups.Of(groups)
        : null;

    private static int Differences(CrossValidationDefinition definition, Inputs inputs) => (inputs, definition.Differences) switch
    {
        (SparseInputs, > 0) =>
            throw new FoldPlanException(
                "Near copies are found among sequences and dense numbers; sparse rows are compared exactly: leave 'differences' out."),
        (SparseInputs, _) => 0,
        (_, var asked) when (long)inputs.Rows * Places(inputs) > MostPlaces => asked is > 0
            ? throw new FoldPlanException(
                $"{inputs.Rows} rows of {Places(inputs)} places are too many to look for near copies: leave 'differences' out, and "
                    + $"exact ones are found.")
            : 0,
        (_, { } differences) => Math.Min(differences, Places(inputs) - 1),
        _ => Places(inputs) / 50,
    };

    private static int Places(Inputs inputs) => inputs is SequenceInputs sequences ? sequences.Length : inputs.RowLength;
}
