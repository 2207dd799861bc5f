namespace Orchestrator.Contracts.Randomness;

/// <summary>The SplitMix64 step: a bijection of 64-bit words in which every input bit reaches every output bit.</summary>
/// <remarks>Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; constants of Vigna's public-domain
/// code.</remarks>
internal static class SplitMix64
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>The output that follows <paramref name="state"/>.</summary>
    public static ulong Mix(ulong state)
    {
        unchecked
        {
            var z = state + GoldenGamma;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>The output that follows <paramref name="state"/>, which moves on.</summary>
    public static ulong Next(ref ulong state)
    {
        var output = Mix(state);
        state = unchecked(state + GoldenGamma);
        return output;
    }
}
