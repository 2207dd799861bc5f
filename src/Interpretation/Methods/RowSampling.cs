using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Interpretation.Methods;

/// <summary>Draws rows.</summary>
internal static class RowSampling
{
    /// <summary>Some of the rows, each at most once, ascending; all where they are no more than that.</summary>
    /// <param name="rows">To choose from.</param>
    /// <param name="most">How many; 0 = all.</param>
    /// <param name="random">Decides which.</param>
    public static int[] Choose(int[] rows, int most, RandomStream random)
    {
        if (most == 0 || rows.Length <= most)
        {
            return rows;
        }

        var order = (int[])rows.Clone();
        random.Shuffle(order.AsSpan());
        return [.. order[..most].Order()];
    }

    /// <summary>Exactly so many rows: each at most once while there are enough, otherwise drawn again and again.</summary>
    public static int[] Draw(int[] rows, int count, RandomStream random) => rows.Length >= count
        ? Choose(rows, count, random)
        : [.. Enumerable.Range(0, count).Select(_ => rows[random.NextInt(rows.Length)])];
}
