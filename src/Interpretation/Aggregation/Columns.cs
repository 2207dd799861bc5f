using Orchestrator.Interpretation.Attributions;

namespace Orchestrator.Interpretation.Aggregation;

/// <summary>Finds the scores of an output.</summary>
internal static class Columns
{
    /// <summary>The column of an output; that of the metric of all outputs, where there is no other.</summary>
    /// <exception cref="ArgumentException">There is no such output.</exception>
    public static int Of(Attribution attribution, string output)
    {
        for (var column = 0; column < attribution.Outputs.Count; column++)
        {
            if (attribution.Outputs[column] == output)
            {
                return column;
            }
        }

        return attribution.Outputs.Count == 1 ? 0 : throw new ArgumentException(
            $"The attribution by {attribution.Method} of {attribution.Fold} has no output '{output}'; it has "
                + $"{string.Join(", ", attribution.Outputs.Take(10))}.", nameof(output));
    }
}
