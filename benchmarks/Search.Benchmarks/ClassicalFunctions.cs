namespace Orchestrator.Search.Benchmarks;

/// <summary>The literature's test functions (Surjanovic and Bingham's library; Hansen et al., BBOB).</summary>
internal static class ClassicalFunctions
{
    private static readonly double[] Heights = [1.0, 1.2, 3.0, 3.2];
    private static readonly double[][] A3 = [[3, 10, 30], [.1, 10, 35], [3, 10, 30], [.1, 10, 35]];
    private static readonly double[][] P3 = [[.3689, .1170, .2673], [.4699, .4387, .7470], [.1091, .8732, .5547], [.0381, .5743, .8828]];
    private static readonly double[][] A6 =
        [[10, 3, 17, 3.5, 1.7, 8], [.05, 10, 17, .1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, .05, 10, .1, 14]];
    private static readonly double[][] P6 =
    [
        [.1312, .1696, .5569, .0124, .8283, .5886], [.2329, .4135, .8307, .3736, .1004, .9991],
        [.2348, .1451, .3522, .2883, .3047, .6650], [.4047, .8828, .8732, .5743, .1091, .0381],
    ];

    public static double Branin(double[] x) =>
        Math.Pow(x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6, 2)
        + 10 * (1 - 1 / (8 * Math.PI)) * Math.Cos(x[0]) + 10;

    public static double Hartmann3(double[] x) => Hartmann(x, A3, P3);

    public static double Hartmann6(double[] x) => Hartmann(x, A6, P6);

    public static double Ackley(double[] z) =>
        -20 * Math.Exp(-0.2 * Math.Sqrt(z.Sum(v => v * v) / z.Length)) - Math.Exp(z.Sum(v => Math.Cos(2 * Math.PI * v)) / z.Length) + 20
            + Math.E;

    public static double Rosenbrock(double[] x) =>
        Enumerable.Range(0, x.Length - 1).Sum(i => 100 * Math.Pow(x[i + 1] - x[i] * x[i], 2) + Math.Pow(1 - x[i], 2));

    public static double Sphere(double[] z) => z.Sum(v => v * v);

    public static double Rastrigin(double[] z) => 10 * (z.Length - z.Sum(v => Math.Cos(2 * Math.PI * v))) + z.Sum(v => v * v);

    public static double Ellipsoid(double[] z) => z.Select((v, i) => Math.Pow(10, 6.0 * i / (z.Length - 1)) * v * v).Sum();

    private static double Hartmann(double[] x, double[][] a, double[][] p) =>
        -Enumerable.Range(0, 4).Sum(i => Heights[i] * Math.Exp(-x.Select((v, j) => a[i][j] * Math.Pow(v - p[i][j], 2)).Sum()));
}
