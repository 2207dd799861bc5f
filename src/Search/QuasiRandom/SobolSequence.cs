using System.Numerics;
using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Search.QuasiRandom;

/// <summary>Sobol' points with Owen's nested uniform scrambling: evenly spread, unbiased, and computed from the index alone.</summary>
/// <remarks>
/// Direction numbers: Joe and Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30,
/// 2008 (new-joe-kuo-6). Scrambling by hash: Burley, "Practical hash-based Owen scrambling", JCGT 9(4), 2020. Dimensions past the
/// table's <see cref="TableDimensions"/> are independent uniform draws, which is what a scrambled sequence falls back to there.
/// </remarks>
public sealed class SobolSequence
{
    /// <summary>Dimensions that are low-discrepancy.</summary>
    public const int TableDimensions = 21;

    private const int Bits = 32;

    // Degree, coefficients and initial numbers of dimensions 2 and up.
    private static readonly (int Degree, uint Coefficients, uint[] Initial)[] Table =
    [
        (1, 0, [1]), (2, 1, [1, 3]), (3, 1, [1, 3, 1]), (3, 2, [1, 1, 1]), (4, 1, [1, 1, 3, 3]), (4, 4, [1, 3, 5, 13]),
        (5, 2, [1, 1, 5, 5, 17]), (5, 4, [1, 1, 5, 5, 5]), (5, 7, [1, 1, 7, 11, 19]), (5, 11, [1, 1, 5, 1, 1]),
        (5, 13, [1, 1, 1, 3, 11]), (5, 14, [1, 3, 5, 5, 31]), (6, 1, [1, 3, 3, 9, 7, 49]), (6, 13, [1, 1, 1, 15, 21, 21]),
        (6, 16, [1, 3, 1, 13, 27, 49]), (6, 19, [1, 1, 1, 15, 7, 5]), (6, 22, [1, 3, 1, 15, 13, 25]), (6, 25, [1, 1, 5, 5, 19, 61]),
        (7, 1, [1, 3, 7, 11, 23, 15, 103]), (7, 4, [1, 3, 7, 13, 13, 15, 69]),
    ];

    private static readonly uint[][] Directions =
        [FirstDirections(), .. Table.Select(t => NextDirections(t.Degree, t.Coefficients, t.Initial))];

    private readonly ulong[] seeds;

    /// <summary>A sequence in [0, 1)^<paramref name="dimensions"/>, scrambled by <paramref name="seed"/>.</summary>
    public SobolSequence(int dimensions, ulong seed)
    {
        seeds = new ulong[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            seeds[d] = SeedSequence.Derive(seed, d, -1, "sobol");
        }
    }

    /// <summary>Number of coordinates of a point.</summary>
    public int Dimensions => seeds.Length;

    /// <summary>Writes point <paramref name="index"/>, from 0.</summary>
    public void Point(uint index, Span<double> point)
    {
        for (var d = 0; d < seeds.Length; d++)
        {
            if (d >= Directions.Length)
            {
                point[d] = new RandomStream(SeedSequence.Derive(seeds[d], unchecked((int)index), -1, "uniform")).NextDouble();
                continue;
            }

            var bits = 0u;
            for (var rest = index; rest != 0; rest &= rest - 1)
            {
                bits ^= Directions[d][BitOperations.TrailingZeroCount(rest)];
            }

            point[d] = (Scramble(bits, (uint)seeds[d]) + 0.5) * (1.0 / (1UL << Bits));
        }
    }

    private static uint Scramble(uint bits, uint seed)
    {
        unchecked
        {
            var x = Reverse(bits);
            x ^= x * 0x3d20adea;
            x += seed;
            x *= (seed >> 16) | 1;
            x ^= x * 0x05526c56;
            x ^= x * 0x53a22864;
            return Reverse(x);
        }
    }

    private static uint Reverse(uint x)
    {
        x = ((x >> 1) & 0x55555555) | ((x & 0x55555555) << 1);
        x = ((x >> 2) & 0x33333333) | ((x & 0x33333333) << 2);
        x = ((x >> 4) & 0x0F0F0F0F) | ((x & 0x0F0F0F0F) << 4);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(x);
    }

    private static uint[] FirstDirections() => [.. Enumerable.Range(0, Bits).Select(bit => 1u << (Bits - 1 - bit))];

    private static uint[] NextDirections(int degree, uint coefficients, uint[] initial)
    {
        var directions = new uint[Bits];
        for (var i = 0; i < Bits; i++)
        {
            if (i < degree)
            {
                directions[i] = initial[i] << (Bits - 1 - i);
                continue;
            }

            directions[i] = directions[i - degree] ^ (directions[i - degree] >> degree);
            for (var k = 1; k < degree; k++)
            {
                if (((coefficients >> (degree - 1 - k)) & 1) != 0)
                {
                    directions[i] ^= directions[i - k];
                }
            }
        }

        return directions;
    }
}
