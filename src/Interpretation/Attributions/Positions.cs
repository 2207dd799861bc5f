using Orchestrator.Models.Data.Sequences;

namespace Orchestrator.Interpretation.Attributions;

/// <summary>Scores of the bases of DNA as scores of positions, so that methods that tell bases apart can be compared with those that do
/// not.</summary>
public static class Positions
{
    /// <summary>The largest score of each position's bases, without a direction; an attribution that has no bases as it is.</summary>
    public static Attribution Of(Attribution attribution)
    {
        if (!attribution.OfDna || attribution.InputShape.Count == 1)
        {
            return attribution;
        }

        var (positions, outputs) = (attribution.InputShape[0], attribution.Scores.Outputs);
        var values = new float[positions * outputs];
        Array.Fill(values, float.NaN);
        for (var input = 0; input < attribution.Scores.Inputs; input++)
        {
            for (var output = 0; output < outputs; output++)
            {
                ref var place = ref values[input / DnaAlphabet.Bases * outputs + output];
                var score = attribution.Scores[input, output];
                place = float.IsNaN(place) || score > place ? score : place;
            }
        }

        int[] scored = [.. Enumerable.Range(0, positions).Where(position => !float.IsNaN(values[position * outputs]))];
        float[] known = [.. scored.SelectMany(position => values.AsSpan(position * outputs, outputs).ToArray())];
        return attribution with
        {
            InputShape = [positions],
            Scores = new(positions, outputs, known, scored),
            Direction = null,
        };
    }
}
