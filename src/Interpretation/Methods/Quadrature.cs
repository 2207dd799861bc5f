namespace Orchestrator.Interpretation.Methods;

/// <summary>Points and weights for an integral from 0 to 1.</summary>
internal static class Quadrature
{
    /// <summary>The middle of equal stretches: errors fall with the square of their number, and kinks do little harm.</summary>
    public static (double Point, double Weight)[] Midpoint(int points) =>
        [.. Enumerable.Range(0, points).Select(i => ((i + 0.5) / points, 1.0 / points))];

    /// <summary>Gauss and Legendre's: exact for polynomials of degree 2 <paramref name="points"/> - 1, so best for smooth
    /// networks.</summary>
    /// <remarks>Roots of the Legendre polynomial by Newton's method from Tricomi's guess.</remarks>
    public static (double Point, double Weight)[] GaussLegendre(int points)
    {
        var rule = new (double Point, double Weight)[points];
        for (var i = 0; i < points; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (points + 0.5));
            double slope, change;
            do
            {
                (var value, slope) = Legendre(points, x);
                change = value / slope;
                x -= change;
            }
            while (Math.Abs(change) > 1e-15);

            // On [-1, 1] the weight is 2 / ((1 - x^2) P'(x)^2).
            rule[points - 1 - i] = ((x + 1) / 2, 1 / ((1 - x * x) * slope * slope));
        }

        return rule;
    }

    /// <summary>P_n(x) and its derivative, by the recurrence of three terms.</summary>
    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        var (before, value) = (1.0, x);
        for (var n = 2; n <= degree; n++)
        {
            (before, value) = (value, ((2 * n - 1) * x * value - (n - 1) * before) / n);
        }

        return (value, degree * (x * value - before) / (x * x - 1));
    }
}
