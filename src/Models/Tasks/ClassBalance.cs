using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tasks;

/// <summary>Weights that give rare classes the influence of common ones.</summary>
internal static class ClassBalance
{
    /// <summary>
    /// <c>w_c = n / (k n_c)</c> for n rows of k classes, n_c of class c, so that the mean weight of a row is 1 (King and Zeng 2001). A
    /// class that no row has weighs 0.
    /// </summary>
    public static float[] Weights(ClassTargets targets, ReadOnlySpan<int> rows)
    {
        var counts = new int[targets.Names.Count];
        foreach (var row in rows)
        {
            counts[targets.Classes[row]]++;
        }

        var present = counts.Count(count => count > 0);
        var total = rows.Length;
        return Array.ConvertAll(counts, count => count == 0 ? 0 : (float)total / (present * count));
    }
}
