using System.Numerics;

namespace Orchestrator.Contracts.Randomness;

/// <summary>
/// A stream of random numbers that is the same for the same seed on every machine and in every release: xoshiro256**, seeded by
/// four SplitMix64 outputs. Not safe for use from several threads, and not for cryptography.
/// </summary>
/// <remarks>
/// Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021. Bounded integers: Lemire, "Fast
/// random integer generation in an interval", ACM TOMACS 29(1), 2019. Normals: Marsaglia and Bray's polar method.
/// </remarks>
public sealed class RandomStream
{
    private ulong s0, s1, s2, s3;
    private double spareNormal = double.NaN;

    /// <summary>The stream of <paramref name="seed"/>, any value.</summary>
    public RandomStream(ulong seed)
    {
        s0 = SplitMix64.Next(ref seed);
        s1 = SplitMix64.Next(ref seed);
        s2 = SplitMix64.Next(ref seed);
        s3 = SplitMix64.Next(ref seed);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
            var shifted = s1 << 17;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            s2 ^= shifted;
            s3 = BitOperations.RotateLeft(s3, 45);
            return result;
        }
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 .. <paramref name="exclusiveMax"/> - 1, without modulo bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is not positive.</exception>
    public int NextInt(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        return (int)NextBelow((ulong)exclusiveMax);
    }

    /// <summary>Uniform in <paramref name="min"/> .. <paramref name="max"/>, both included; any range of 64-bit integers.</summary>
    /// <exception cref="ArgumentException"><paramref name="max"/> is less than <paramref name="min"/>.</exception>
    public long NextInt64(long min, long max)
    {
        if (max < min)
        {
            throw new ArgumentException($"The range {min} .. {max} is empty.", nameof(max));
        }

        var width = unchecked((ulong)(max - min));
        return unchecked(min + (long)(width == ulong.MaxValue ? NextUInt64() : NextBelow(width + 1)));
    }

    /// <summary>Normal of mean 0 and variance 1.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(spareNormal))
        {
            var spare = spareNormal;
            spareNormal = double.NaN;
            return spare;
        }

        double u, v, square;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            square = u * u + v * v;
        }
        while (square is >= 1 or 0);

        var scale = Math.Sqrt(-2 * Math.Log(square) / square);
        spareNormal = v * scale;
        return u * scale;
    }

    /// <summary>Permutes <paramref name="items"/> in place, every order equally likely (Fisher-Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private ulong NextBelow(ulong bound)
    {
        var high = Math.BigMul(NextUInt64(), bound, out var low);
        if (low >= bound)
        {
            return high;
        }

        var threshold = unchecked(0 - bound) % bound; // 2^64 mod bound: below it lie the draws that would favour small numbers
        while (low < threshold)
        {
            high = Math.BigMul(NextUInt64(), bound, out low);
        }

        return high;
    }
}
