namespace Orchestrator.Interpretation.Attributions;

/// <summary>A number for each input and each output. Inputs that were not scored have none: they are not kept, however many they
/// are.</summary>
public sealed class ScoreMatrix
{
    private readonly int[]? scored; // ascending; null = all

    /// <param name="inputs">Number of inputs.</param>
    /// <param name="outputs">Number of outputs, at least 1.</param>
    /// <param name="values">(scored inputs, outputs), row-major. Kept, not copied.</param>
    /// <param name="scored">Which inputs were scored, ascending; null = all. Kept, not copied.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the inputs do not ascend.</exception>
    public ScoreMatrix(int inputs, int outputs, float[] values, int[]? scored = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        if (values.Length != (long)(scored?.Length ?? inputs) * outputs)
        {
            throw new ArgumentException($"{values.Length} values for {scored?.Length ?? inputs} inputs and {outputs} outputs.",
                nameof(values));
        }

        for (var i = 0; i < scored?.Length; i++)
        {
            if (scored[i] < (i == 0 ? 0 : scored[i - 1] + 1) || scored[i] >= inputs)
            {
                throw new ArgumentException($"Input {scored[i]} is out of order, or not one of {inputs}.", nameof(scored));
            }
        }

        (Inputs, Outputs, Values, this.scored) = (inputs, outputs, values, scored?.Length == inputs ? null : scored);
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>Number of inputs that were scored.</summary>
    public int Count => scored?.Length ?? Inputs;

    /// <summary>Which inputs were scored, ascending; null = all.</summary>
    public IReadOnlyList<int>? Scored => scored;

    /// <summary>(scored inputs, outputs), row-major.</summary>
    internal float[] Values { get; }

    /// <summary>The number of one input and output; NaN where it was not scored.</summary>
    public float this[int input, int output]
    {
        get
        {
            var place = scored is null ? input : Array.BinarySearch(scored, input);
            return place < 0 ? float.NaN : Values[place * Outputs + output];
        }
    }

    /// <summary>The numbers of one output, of each input; NaN where it was not scored.</summary>
    public double[] Column(int output)
    {
        var column = new double[Inputs];
        Array.Fill(column, double.NaN);
        for (var i = 0; i < Count; i++)
        {
            column[scored?[i] ?? i] = Values[i * Outputs + output];
        }

        return column;
    }

    /// <summary>The same numbers among more inputs.</summary>
    /// <param name="places">The new number of each input, ascending.</param>
    /// <param name="inputs">How many there are.</param>
    public ScoreMatrix Among(IReadOnlyList<int> places, int inputs) =>
        new(inputs, Outputs, Values, [.. Enumerable.Range(0, Count).Select(i => places[scored?[i] ?? i])]);
}
