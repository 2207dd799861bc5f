using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Folds;

/// <summary>Data in which inputs and targets have nothing to do with each other, and which is the same otherwise: its targets are dealt out
/// anew among its rows.</summary>
public static class LabelPermutation
{
    /// <summary>The same rows with targets of each other.</summary>
    /// <param name="data">The data.</param>
    /// <param name="sets">Rows that exchange targets among themselves: those of the folds and the test rows, say; others keep
    /// theirs.</param>
    /// <param name="seed">Of the sweep.</param>
    /// <param name="round">Number of the permutation, from 0.</param>
    public static DataSet Permute(DataSet data, IEnumerable<IReadOnlyList<int>> sets, ulong seed, int round) =>
        new(data.Inputs, Permuted(data, sets, seed, round), data.RowNames, data.Groups, data.TestRows, data.Remarks);

    /// <summary>The targets of a cross-validation, dealt out anew among the rows of each of its validation sets, so that these stay as
    /// alike as they were made. Test rows keep theirs.</summary>
    /// <param name="data">The data.</param>
    /// <param name="plan">Its splits, made with the targets as they are.</param>
    /// <param name="repeats">How often the splits are repeated: the first time counts.</param>
    /// <param name="seed">Of the sweep.</param>
    /// <param name="round">Number of the permutation, from 0.</param>
    public static Targets Permute(DataSet data, FoldPlan plan, int repeats, ulong seed, int round) =>
        Permuted(data, Enumerable.Range(0, plan.Folds / repeats).Select(fold => plan.Split(new FoldId(0, fold)).Validation), seed, round);

    private static Targets Permuted(DataSet data, IEnumerable<IReadOnlyList<int>> sets, ulong seed, int round)
    {
        var random = new RandomStream(SeedSequence.Derive(seed, -1, -1, $"permuted labels {round}"));
        int[] source = [.. Enumerable.Range(0, data.Rows)];
        foreach (var set in sets)
        {
            int[] dealt = [.. set];
            random.Shuffle(dealt.AsSpan());
            for (var i = 0; i < dealt.Length; i++)
            {
                source[set[i]] = dealt[i];
            }
        }

        return data.Targets.Select(source);
    }
}
