using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Search.Suites.Networks;

/// <summary>Rectified filters over a sequence of bases 0 to 3, each pooled over all places where it fits, and one linear output of what
/// they found.</summary>
internal sealed class SmallConvolution : ISmallNetwork<int[]>
{
    private const int Bases = 4;

    private readonly int filters;
    private readonly int length;
    private readonly bool most;
    private readonly double[] found; // by each filter
    private readonly double[][] shares; // derivatives of what a filter found by its sums at all places
    private int[] bases = [];

    /// <summary>Draws the first weights.</summary>
    /// <param name="filters">How many.</param>
    /// <param name="length">Bases that a filter sees.</param>
    /// <param name="places">Where it fits: the length of the rows less its own, and one more.</param>
    /// <param name="most">Whether a filter is pooled by its greatest value; else by the mean.</param>
    /// <param name="scale">Deviation of a filter's sum without its bias.</param>
    /// <param name="random">For the first weights.</param>
    public SmallConvolution(int filters, int length, int places, bool most, double scale, RandomStream random)
    {
        (this.filters, this.length, this.most) = (filters, length, most);
        found = new double[filters];
        shares = [.. Enumerable.Range(0, filters).Select(_ => new double[places])];
        Weights =
        [
            .. Parts.Normal(random, filters * Size).Select(z => scale * z / Math.Sqrt(length)),
            .. Parts.Normal(random, filters).Select(z => scale * z / Math.Sqrt(filters)),
            0,
        ];
    }

    /// <summary>The filters one after another, each with the bases of its places and its bias; the output's weights and its bias.</summary>
    public double[] Weights { get; }

    /// <summary>Weights of a filter.</summary>
    private int Size => Bases * length + 1;

    /// <inheritdoc/>
    public double Forward(int[] row, bool training)
    {
        bases = row;
        var output = Weights[^1];
        for (var filter = 0; filter < filters; filter++)
        {
            found[filter] = most ? Greatest(filter) : Mean(filter);
            output += Weights[filters * Size + filter] * found[filter];
        }

        return output;
    }

    /// <inheritdoc/>
    public void Backward(double slope, double[] gradient)
    {
        gradient[^1] += slope;
        for (var filter = 0; filter < filters; filter++)
        {
            var output = filters * Size + filter;
            gradient[output] += slope * found[filter];
            for (var place = 0; place < shares[filter].Length; place++)
            {
                if (shares[filter][place] != 0)
                {
                    Add(filter, place, slope * Weights[output] * shares[filter][place], gradient);
                }
            }
        }
    }

    private void Add(int filter, int place, double error, double[] gradient)
    {
        var of = gradient.AsSpan(filter * Size, Size);
        of[^1] += error;
        for (var i = 0; i < length; i++)
        {
            of[Bases * i + bases[place + i]] += error;
        }
    }

    private double Greatest(int filter)
    {
        var (greatest, at, share) = (0.0, -1, shares[filter]);
        for (var place = 0; place < share.Length; place++)
        {
            if (Sum(filter, place) is var sum && sum > greatest)
            {
                (greatest, at) = (sum, place);
            }
        }

        Array.Clear(share);
        if (at >= 0)
        {
            share[at] = 1;
        }

        return greatest;
    }

    private double Mean(int filter)
    {
        var (total, share) = (0.0, shares[filter]);
        for (var place = 0; place < share.Length; place++)
        {
            var sum = Sum(filter, place);
            total += Math.Max(0, sum);
            share[place] = sum > 0 ? 1.0 / share.Length : 0;
        }

        return total / share.Length;
    }

    private double Sum(int filter, int place)
    {
        var weights = Weights.AsSpan(filter * Size, Size);
        var sum = weights[^1];
        for (var i = 0; i < length; i++)
        {
            sum += weights[Bases * i + bases[place + i]];
        }

        return sum;
    }
}
