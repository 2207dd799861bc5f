using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Search.Suites.Networks;

/// <summary>A perceptron of hidden layers and one linear output, which drops hidden units in training (inverted dropout: those that stay
/// are made larger, so that nothing changes when testing).</summary>
internal sealed class SmallPerceptron : ISmallNetwork<double[]>
{
    private readonly Activation activation;
    private readonly double dropout;
    private readonly RandomStream random;
    private readonly int[] starts; // of each layer's weights: a unit's inputs and its bias, unit after unit
    private readonly double[][] values; // of each layer's units, the inputs first
    private readonly double[][] slopes; // of those values by the sums that they are made of
    private readonly double[][] errors; // derivatives of the loss by those values

    /// <summary>Draws the first weights.</summary>
    /// <param name="sizes">Units of each layer, from the inputs to the output, which is 1.</param>
    /// <param name="activation">Of the hidden units.</param>
    /// <param name="scale">Deviation of a hidden unit's sum where all inputs are of size 1; biases begin at 0.</param>
    /// <param name="dropout">Share of the hidden units that a training row does not see, below 1.</param>
    /// <param name="random">For the first weights and the dropout.</param>
    public SmallPerceptron(int[] sizes, Activation activation, double scale, double dropout, RandomStream random)
    {
        (this.activation, this.dropout, this.random) = (activation, dropout, random);
        (values, slopes, errors) = (Arrays(sizes), Arrays(sizes), Arrays(sizes));
        starts = new int[sizes.Length];
        for (var layer = 1; layer < sizes.Length; layer++)
        {
            starts[layer] = starts[layer - 1] + (layer == 1 ? 0 : sizes[layer - 1] * (sizes[layer - 2] + 1));
        }

        Weights = new double[starts[^1] + sizes[^1] * (sizes[^2] + 1)];
        for (var layer = 1; layer < sizes.Length; layer++)
        {
            Draw(layer, scale / Math.Sqrt(sizes[layer - 1]));
        }
    }

    /// <inheritdoc/>
    public double[] Weights { get; }

    /// <inheritdoc/>
    public double Forward(double[] row, bool training)
    {
        row.CopyTo(values[0], 0);
        for (var layer = 1; layer < values.Length; layer++)
        {
            double[] inputs = values[layer - 1], outputs = values[layer];
            for (var unit = 0; unit < outputs.Length; unit++)
            {
                var weights = Weights.AsSpan(starts[layer] + unit * (inputs.Length + 1), inputs.Length + 1);
                var sum = weights[^1];
                for (var i = 0; i < inputs.Length; i++)
                {
                    sum += weights[i] * inputs[i];
                }

                (outputs[unit], slopes[layer][unit]) = layer == values.Length - 1 ? (sum, 1) : Hidden(sum, training);
            }
        }

        return values[^1][0];
    }

    /// <inheritdoc/>
    public void Backward(double slope, double[] gradient)
    {
        errors[^1][0] = slope;
        for (var layer = values.Length - 1; layer > 0; layer--)
        {
            double[] inputs = values[layer - 1], below = errors[layer - 1];
            Array.Clear(below);
            for (var unit = 0; unit < values[layer].Length; unit++)
            {
                var error = errors[layer][unit] * slopes[layer][unit];
                if (error == 0)
                {
                    continue;
                }

                var at = starts[layer] + unit * (inputs.Length + 1);
                for (var i = 0; i < inputs.Length; i++)
                {
                    gradient[at + i] += error * inputs[i];
                    below[i] += error * Weights[at + i];
                }

                gradient[at + inputs.Length] += error;
            }
        }
    }

    private (double Value, double Slope) Hidden(double sum, bool training)
    {
        var (value, slope) = Activated(sum);
        if (!training || dropout == 0)
        {
            return (value, slope);
        }

        var kept = random.NextDouble() < dropout ? 0 : 1 / (1 - dropout);
        return (kept * value, kept * slope);
    }

    private (double Value, double Slope) Activated(double sum)
    {
        switch (activation)
        {
            case Activation.Rectifier:
                return (Math.Max(0, sum), sum > 0 ? 1 : 0);
            case Activation.Tangent:
                var tangent = Math.Tanh(sum);
                return (tangent, 1 - tangent * tangent);
            default:
                var share = OutputLoss.Logistic(sum);
                return (share, share * (1 - share));
        }
    }

    private void Draw(int layer, double deviation)
    {
        var inputs = values[layer - 1].Length;
        for (var i = 0; i < values[layer].Length * (inputs + 1); i++)
        {
            var isBias = i % (inputs + 1) == inputs;
            Weights[starts[layer] + i] = isBias ? 0 : deviation * random.NextNormal();
        }
    }

    private static double[][] Arrays(int[] sizes) => [.. sizes.Select(size => new double[size])];
}
