using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Methods;

/// <summary>What an input is set to when it shall be there, and when it shall not.</summary>
/// <param name="Absent">0 of variants; otherwise a low value of the rows.</param>
/// <param name="Present">1 of variants; otherwise a high value of the rows.</param>
internal readonly record struct ClampValues(float Absent, float Present)
{
    private const double Low = 0.1, High = 0.9;

    /// <summary>Those of some inputs: 0 and 1 where every value in the rows is 0, 1 or one half (which stands for a missing one), otherwise
    /// the first and the last decile of the input, or its ends where those are equal.</summary>
    /// <param name="rows">(rows, width).</param>
    /// <param name="inputs">Which.</param>
    public static ClampValues[] Of(Tensor rows, int[] inputs)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        if ((rows * (rows - 1) * (rows - 0.5f)).eq(0).all().item<bool>())
        {
            return [.. inputs.Select(_ => new ClampValues(0, 1))];
        }

        return Array.ConvertAll(inputs, input =>
        {
            var values = rows.select(1, input).ToArray<float>();
            Array.Sort(values);
            var (low, high) = (values[(int)(Low * (values.Length - 1))], values[(int)Math.Ceiling(High * (values.Length - 1))]);
            return low < high ? new ClampValues(low, high) : new(values[0], values[^1]);
        });
    }
}
