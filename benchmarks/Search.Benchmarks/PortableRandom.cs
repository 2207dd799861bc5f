namespace Orchestrator.Search.Benchmarks;

/// <summary>The numbers that the benchmark functions are made of, the same in every language: chained SplitMix64 over integer
/// keys.</summary>
internal static class PortableRandom
{
    /// <summary>Uniform in (0, 1).</summary>
    public static double Uniform(params ReadOnlySpan<long> keys)
    {
        var hash = 0UL;
        foreach (var key in keys)
        {
            hash = SplitMix(hash ^ unchecked((ulong)key));
        }

        return ((hash >> 11) + 0.5) * Math.Pow(2, -53);
    }

    /// <summary>Normal of mean 0 and variance 1.</summary>
    public static double Normal(params ReadOnlySpan<long> keys) =>
        Math.Sqrt(-2 * Math.Log(Uniform([.. keys, 1]))) * Math.Cos(2 * Math.PI * Uniform([.. keys, 2]));

    private static ulong SplitMix(ulong x)
    {
        unchecked
        {
            var z = x + 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
