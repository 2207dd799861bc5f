using Orchestrator.Search.LinearAlgebra;

namespace Orchestrator.Search.Optimization;

/// <summary>Minimises a smooth function inside a box: limited-memory BFGS over the variables that no bound holds, projected line
/// search.</summary>
/// <remarks>
/// Two-loop recursion: Nocedal and Wright, "Numerical Optimization", 2nd ed., algorithm 7.4; active set and projected Armijo rule as
/// in Bertsekas, "Projected Newton methods for optimization problems with simple constraints", SIAM J. Control Optim. 20, 1982.
/// </remarks>
public static class LbfgsB
{
    private const int Memory = 8;
    private const double Armijo = 1e-4;
    private const int Backtracks = 12;

    /// <summary>Moves <paramref name="x"/> downhill.</summary>
    /// <param name="function">What to minimise.</param>
    /// <param name="x">The start, inside the box; the result.</param>
    /// <param name="lower">Smallest values.</param>
    /// <param name="upper">Largest values.</param>
    /// <param name="maxIterations">Most accepted steps.</param>
    /// <param name="tolerance">Ends when a step gains less than this, or no free slope exceeds it.</param>
    /// <param name="firstStep">Largest change of a variable in the first step, before anything is known of the curvature.</param>
    /// <returns>The value at the result; NaN where the function is not defined at the start.</returns>
    public static double Minimize(
        DifferentiableFunction function, double[] x, double[] lower, double[] upper,
        int maxIterations, double tolerance, double firstStep = 0.1)
    {
        var n = x.Length;
        double[] gradient = new double[n], next = new double[n], nextGradient = new double[n], direction = new double[n];
        var history = new List<(double[] Step, double[] Change, double Curvature)>(Memory);
        var value = function(x, gradient);
        if (!double.IsFinite(value))
        {
            return double.NaN;
        }

        for (var iteration = 0; iteration < maxIterations; iteration++)
        {
            var slope = Direction(x, gradient, lower, upper, history, direction);
            if (slope <= tolerance)
            {
                return value;
            }

            var scale = history.Count > 0 ? 1.0 : Math.Min(1, firstStep / slope);
            var accepted = false;
            double nextValue = 0;
            for (var attempt = 0; attempt < Backtracks && !accepted; attempt++)
            {
                var expected = 0.0;
                for (var i = 0; i < n; i++)
                {
                    next[i] = Math.Clamp(x[i] + scale * direction[i], lower[i], upper[i]);
                    expected += gradient[i] * (next[i] - x[i]);
                }

                nextValue = function(next, nextGradient);
                accepted = nextValue <= value + Armijo * expected; // false for NaN
                if (!accepted)
                {
                    scale *= attempt < 2 ? 0.4 : 0.1;
                }
            }

            if (!accepted)
            {
                if (history.Count == 0)
                {
                    return value;
                }

                history.Clear(); // the curvature misled: once more from the plain slope
                continue;
            }

            Remember(history, x, next, gradient, nextGradient);
            var gain = value - nextValue;
            value = nextValue;
            next.CopyTo(x, 0);
            nextGradient.CopyTo(gradient, 0);
            if (gain < tolerance)
            {
                return value;
            }
        }

        return value;
    }

    /// <summary>Writes the descent direction; returns the largest free slope.</summary>
    private static double Direction(
        double[] x, double[] gradient, double[] lower, double[] upper,
        List<(double[] Step, double[] Change, double Curvature)> history, double[] direction)
    {
        var n = x.Length;
        Span<bool> free = stackalloc bool[n];
        var slope = 0.0;
        for (var i = 0; i < n; i++)
        {
            free[i] = gradient[i] > 0 ? x[i] > lower[i] : x[i] < upper[i];
            direction[i] = free[i] ? -gradient[i] : 0;
            slope = Math.Max(slope, Math.Abs(direction[i]));
        }

        Span<double> weights = stackalloc double[history.Count];
        for (var h = history.Count - 1; h >= 0; h--)
        {
            weights[h] = VectorKernels.Dot(history[h].Step, direction, n) / history[h].Curvature;
            VectorKernels.Axpy(-weights[h], history[h].Change, direction, n);
        }

        if (history.Count > 0)
        {
            var (_, change, curvature) = history[^1];
            var scale = curvature / VectorKernels.Dot(change, change, n);
            for (var i = 0; i < n; i++)
            {
                direction[i] *= scale;
            }
        }

        for (var h = 0; h < history.Count; h++)
        {
            var correction = weights[h] - VectorKernels.Dot(history[h].Change, direction, n) / history[h].Curvature;
            VectorKernels.Axpy(correction, history[h].Step, direction, n);
        }

        var descent = 0.0;
        for (var i = 0; i < n; i++)
        {
            if (!free[i])
            {
                direction[i] = 0;
            }

            descent += direction[i] * gradient[i];
        }

        if (descent >= 0) // the bounds cut away what made it a descent
        {
            for (var i = 0; i < n; i++)
            {
                direction[i] = free[i] ? -gradient[i] : 0;
            }
        }

        return slope;
    }

    private static void Remember(
        List<(double[] Step, double[] Change, double Curvature)> history, double[] x, double[] next, double[] gradient,
            double[] nextGradient)
    {
        var n = x.Length;
        double[] step = new double[n], change = new double[n];
        for (var i = 0; i < n; i++)
        {
            step[i] = next[i] - x[i];
            change[i] = nextGradient[i] - gradient[i];
        }

        var curvature = VectorKernels.Dot(step, change, n);
        if (!(curvature > 1e-12 * VectorKernels.Dot(change, change, n)))
        {
            return;
        }

        if (history.Count == Memory)
        {
            history.RemoveAt(0);
        }

        history.Add((step, change, curvature));
    }
}

/// <summary>A function to minimise: returns its value at <paramref name="x"/> and writes its gradient; NaN = not defined there.</summary>
public delegate double DifferentiableFunction(ReadOnlySpan<double> x, Span<double> gradient);
