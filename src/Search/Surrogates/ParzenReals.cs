using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MathNet.Numerics;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Surrogates;

/// <summary>Normal kernels of one bandwidth, cut off at the ends of [0, 1].</summary>
internal sealed class ParzenReals : ParzenAxis
{
    private readonly Axis axis;
    private readonly double bandwidth;
    private readonly double precision;
    private readonly double[] centres;       // a component each; the uniform one, NaN, last
    private readonly double[] logNormalisers; // 0 where the centre is NaN

    public ParzenReals(Axis axis, double[] centres, double bandwidth)
    {
        this.axis = axis;
        this.bandwidth = bandwidth;
        this.centres = [.. centres, double.NaN];
        precision = 0.5 / (bandwidth * bandwidth);
        logNormalisers = new double[this.centres.Length];
        for (var i = 0; i < logNormalisers.Length; i++)
        {
            logNormalisers[i] = LogNormaliser(this.centres[i], bandwidth);
        }
    }

    public override double Sample(double centre, RandomStream random)
    {
        if (double.IsNaN(centre))
        {
            return axis.FromUniform(random.NextDouble());
        }

        for (var attempt = 0; attempt < 32; attempt++)
        {
            var draw = centre + bandwidth * random.NextNormal();
            if (draw is >= 0 and <= 1)
            {
                return axis.Snap(draw);
            }
        }

        return axis.Snap(centre);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddLogKernels(double coordinate, Span<double> sums)
    {
        ref var from = ref MemoryMarshal.GetArrayDataReference(centres);
        ref var constant = ref MemoryMarshal.GetArrayDataReference(logNormalisers);
        ref var to = ref MemoryMarshal.GetReference(sums[..centres.Length]);
        Vector256<double> at = Vector256.Create(coordinate), factor = Vector256.Create(-precision);
        var i = 0;
        for (; i + 4 <= centres.Length; i += 4)
        {
            var centre = Vector256.LoadUnsafe(ref from, (nuint)i);
            var difference = Vector256.ConditionalSelect(Vector256.Equals(centre, centre), centre - at, Vector256<double>.Zero);
            var sum = Vector256.LoadUnsafe(ref to, (nuint)i) + Vector256.LoadUnsafe(ref constant, (nuint)i);
            Vector256.FusedMultiplyAdd(difference * difference, factor, sum).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < centres.Length; i++)
        {
            var difference = double.IsNaN(centres[i]) ? 0 : centres[i] - coordinate;
            sums[i] = Math.FusedMultiplyAdd(difference * difference, -precision, sums[i] + logNormalisers[i]);
        }
    }

    /// <summary>Minus the logarithm of the kernel's integral over [0, 1]; 0 for the uniform one.</summary>
    private static double LogNormaliser(double centre, double bandwidth)
    {
        if (double.IsNaN(centre))
        {
            return 0;
        }

        var scale = 1 / (Constants.Sqrt2 * bandwidth);
        return -Math.Log(bandwidth * Math.Sqrt(2 * Math.PI) * 0.5 * (Erf((1 - centre) * scale) + Erf(centre * scale)));
    }

    /// <summary>The error function of x >= 0 to 1.5e-7, three times as fast as the exact one: Abramowitz and Stegun, 7.1.26.</summary>
    private static double Erf(double x)
    {
        if (x > 4)
        {
            return 1;
        }

        var t = 1 / (1 + 0.3275911 * x);
        return 1 - t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.Exp(-x * x);
    }
}
