using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Search.Suites.Networks;

/// <summary>A recurrent network that reads a sequence number by number (Elman, "Finding structure in time", Cognitive Science 14, 1990) and
/// has one linear output of its last state; its gradient goes back through all of the sequence.</summary>
internal sealed class SmallRecurrent : ISmallNetwork<double[]>
{
    private readonly int units;
    private readonly double[][] states; // before the first number and after each
    private double[] sequence = [];
    private double[] errors; // derivatives of the loss by a state
    private double[] earlier; // and by the one before it

    /// <summary>Draws the first weights.</summary>
    /// <param name="units">How many numbers a state has.</param>
    /// <param name="length">Of the sequences.</param>
    /// <param name="scale">Deviation of a unit's sum where all of a state is of size 1.</param>
    /// <param name="random">For the first weights.</param>
    public SmallRecurrent(int units, int length, double scale, RandomStream random)
    {
        this.units = units;
        states = [.. Enumerable.Range(0, length + 1).Select(_ => new double[units])];
        (errors, earlier) = (new double[units], new double[units]);
        Weights = [.. Parts.Normal(random, units * Size + units + 1).Select(z => scale * z / Math.Sqrt(units))];
    }

    /// <summary>Of each unit those of the state, of the number and the bias; the output's weights and its bias.</summary>
    public double[] Weights { get; }

    /// <summary>Weights of a unit.</summary>
    private int Size => units + 2;

    /// <inheritdoc/>
    public double Forward(double[] row, bool training)
    {
        sequence = row;
        for (var time = 0; time < row.Length; time++)
        {
            double[] before = states[time], after = states[time + 1];
            for (var unit = 0; unit < units; unit++)
            {
                var weights = Weights.AsSpan(unit * Size, Size);
                var sum = weights[units] * row[time] + weights[units + 1];
                for (var i = 0; i < units; i++)
                {
                    sum += weights[i] * before[i];
                }

                after[unit] = Math.Tanh(sum);
            }
        }

        var output = Weights[^1];
        for (var unit = 0; unit < units; unit++)
        {
            output += Weights[units * Size + unit] * states[row.Length][unit];
        }

        return output;
    }

    /// <inheritdoc/>
    public void Backward(double slope, double[] gradient)
    {
        gradient[^1] += slope;
        for (var unit = 0; unit < units; unit++)
        {
            gradient[units * Size + unit] += slope * states[sequence.Length][unit];
            errors[unit] = slope * Weights[units * Size + unit];
        }

        for (var time = sequence.Length - 1; time >= 0; time--)
        {
            Array.Clear(earlier);
            for (var unit = 0; unit < units; unit++)
            {
                BackThrough(unit, time, gradient);
            }

            (errors, earlier) = (earlier, errors);
        }
    }

    private void BackThrough(int unit, int time, double[] gradient)
    {
        double[] before = states[time];
        var (at, value) = (unit * Size, states[time + 1][unit]);
        var error = errors[unit] * (1 - value * value);
        for (var i = 0; i < units; i++)
        {
            gradient[at + i] += error * before[i];
            earlier[i] += error * Weights[at + i];
        }

        gradient[at + units] += error * sequence[time];
        gradient[at + units + 1] += error;
    }
}
