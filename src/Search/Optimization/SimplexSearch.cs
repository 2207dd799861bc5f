namespace Orchestrator.Search.Optimization;

/// <summary>
/// Nelder and Mead's downhill simplex in [0, 1]^d as a state that is asked for a point and told its value, one after another.
/// </summary>
/// <remarks>
/// Nelder and Mead, Computer Journal 7, 1965; coefficients that adapt to the dimension: Gao and Han, Comput. Optim. Appl. 51, 2012;
/// bounds by projection: Luersen and Le Riche, "Globalized Nelder-Mead method", Computers and Structures 82, 2004.
/// </remarks>
internal sealed class SimplexSearch
{
    private const double SmallestSize = 1e-5;
    private const double SmallestPlateau = 0.05;

    private readonly double expansion, contraction, shrinkage;
    private readonly List<(double[] Point, double Value)> vertices = []; // sorted, best first, once complete
    private readonly Queue<double[]> waiting = new(); // vertices of a new or shrunken simplex that have no value yet
    private readonly int dimensions;
    private (double[] Point, double Value)? reflected;

    /// <summary>A simplex with a corner at <paramref name="start"/> and the others at a distance of <paramref name="size"/> along the
    /// axes.</summary>
    public SimplexSearch(double[] start, double size)
    {
        dimensions = start.Length;
        (expansion, contraction, shrinkage) = (1 + 2.0 / dimensions, 0.75 - 0.5 / dimensions, 1 - 1.0 / Math.Max(2, dimensions));
        waiting.Enqueue(start);
        for (var i = 0; i < dimensions; i++)
        {
            var corner = (double[])start.Clone();
            corner[i] += corner[i] + size <= 1 ? size : -size;
            waiting.Enqueue(corner);
        }

        Next = waiting.Peek();
    }

    /// <summary>The point whose value is wanted.</summary>
    public double[] Next { get; private set; }

    /// <summary>Whether the simplex has become a point.</summary>
    public bool Collapsed => IsComplete && Size < SmallestSize;

    /// <summary>Whether it has become small and all vertices are worth the same: on a plateau it would go on to shrink about
    /// nothing.</summary>
    public bool Flat => IsComplete && Size < SmallestPlateau && vertices[0].Value == vertices[^1].Value;

    private bool IsComplete => vertices.Count == dimensions + 1 && waiting.Count == 0;

    /// <summary>The value of <see cref="Next"/>.</summary>
    public void Tell(double value)
    {
        var told = (Next, value);
        if (waiting.Count > 0)
        {
            waiting.Dequeue();
            vertices.Add(told);
            if (waiting.Count == 0)
            {
                Sort();
            }
        }
        else if (reflected is not { } reflection)
        {
            Reflected(told);
        }
        else
        {
            SecondTry(reflection, told);
        }

        Next = waiting.Count > 0 ? waiting.Peek() : reflected is { } at ? SecondPoint(at) : Along(1);
    }

    /// <summary>Points other than <see cref="Next"/> that it may ask for soon, the likelier first: what to try meanwhile where values take
    /// time.</summary>
    public IEnumerable<double[]> Alternatives =>
        waiting.Count > 0 ? waiting.Skip(1)
        : vertices.Count <= dimensions ? []
        : [Along(1), Along(expansion), Along(contraction), Along(-contraction)];

    /// <summary>The best vertex, or the start.</summary>
    public double[] Best => vertices.Count > 0 ? vertices[0].Point : Next;

    /// <summary>The largest distance of a vertex from the best along any axis.</summary>
    public double Size => vertices.Count > 1 ? vertices.Max(v => Distance(v.Point, vertices[0].Point)) : 1;

    /// <summary>A value found by others: it takes the worst vertex's place where it is the best.</summary>
    public void Inject(double[] point, double value)
    {
        if (waiting.Count > 0 || !(value < vertices[0].Value))
        {
            return;
        }

        Replace((point, value));
        Next = Along(1);
    }

    private void Reflected((double[] Point, double Value) told)
    {
        if (told.Value >= vertices[0].Value && told.Value < vertices[^2].Value)
        {
            Replace(told);
        }
        else
        {
            reflected = told;
        }
    }

    private void SecondTry((double[] Point, double Value) reflection, (double[] Point, double Value) told)
    {
        reflected = null;
        if (reflection.Value < vertices[0].Value)
        {
            Replace(told.Value < reflection.Value ? told : reflection);
        }
        else if (told.Value < Math.Min(reflection.Value, vertices[^1].Value))
        {
            Replace(told);
        }
        else
        {
            Shrink();
        }
    }

    private double[] SecondPoint((double[] Point, double Value) reflection) =>
        reflection.Value < vertices[0].Value ? Along(expansion)
        : reflection.Value < vertices[^1].Value ? Along(contraction)
        : Along(-contraction);

    /// <summary>From the centre of all vertices but the worst, away from the worst; kept in the box.</summary>
    private double[] Along(double coefficient)
    {
        var worst = vertices[^1].Point;
        var point = new double[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            var centre = vertices.Take(dimensions).Average(v => v.Point[i]);
            point[i] = Math.Clamp(centre + coefficient * (centre - worst[i]), 0, 1);
        }

        return point;
    }

    private void Shrink()
    {
        var best = vertices[0];
        foreach (var (point, _) in vertices.Skip(1))
        {
            waiting.Enqueue([.. point.Zip(best.Point, (x, b) => b + shrinkage * (x - b))]);
        }

        vertices.RemoveRange(1, dimensions);
    }

    private void Replace((double[] Point, double Value) vertex)
    {
        vertices[^1] = vertex;
        reflected = null;
        Sort();
    }

    private void Sort()
    {
        (double[] Point, double Value)[] sorted = [.. vertices.OrderBy(v => v.Value)]; // stable: the older of equals first
        vertices.Clear();
        vertices.AddRange(sorted);
    }

    private static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
}
