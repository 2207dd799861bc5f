using System.Text;

namespace Orchestrator.Contracts.Randomness;

/// <summary>
/// Derives the seed of every random decision from the sweep's seed and from what the decision is for, so that no decision depends
/// on which other decisions were taken before it, in which process, or in which order.
/// </summary>
/// <remarks>
/// The function is part of the journal's meaning and never changes. With <c>mix</c> the SplitMix64 step (Steele, Lea and Flood 2014):
/// <code>
/// h = mix(sweepSeed); h = mix(h ^ (uint)trial); h = mix(h ^ (uint)fold);
/// for each UTF-8 byte b of purpose: h = mix(h ^ b);
/// result = mix(h ^ length of purpose in bytes)
/// </code>
/// Negative trials and folds (the refit's -1) enter as their 32-bit two's complement.
/// </remarks>
public static class SeedSequence
{
    /// <summary>The seed of one decision.</summary>
    /// <param name="sweepSeed">The sweep's seed, any value.</param>
    /// <param name="trial">Trial number; -1 where no trial is meant.</param>
    /// <param name="fold">Fold index; -1 for the refit or where no fold is meant.</param>
    /// <param name="purpose">What the seed is for, such as <c>suggestion</c>, <c>weights</c> or <c>shuffle</c>.</param>
    public static ulong Derive(ulong sweepSeed, int trial, int fold, string purpose)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        var hash = SplitMix64.Mix(sweepSeed);
        hash = SplitMix64.Mix(hash ^ unchecked((uint)trial));
        hash = SplitMix64.Mix(hash ^ unchecked((uint)fold));
        var bytes = Encoding.UTF8.GetBytes(purpose);
        foreach (var value in bytes)
        {
            hash = SplitMix64.Mix(hash ^ value);
        }

        return SplitMix64.Mix(hash ^ (ulong)bytes.Length);
    }

    /// <summary>The seed of a fold for what is the user's own, a program or a loop: from 0 to 2^31 - 1, as every language takes
    /// it.</summary>
    public static int OfTrainer(ulong sweepSeed, int trial, int fold) => Positive(Derive(sweepSeed, trial, fold, "trainer"));

    /// <summary>The seed by which the user's own code splits data into folds, the same in all trials: from 0 to 2^31 - 1.</summary>
    public static int OfSplits(ulong sweepSeed) => Positive(Derive(sweepSeed, -1, -1, "folds"));

    /// <summary>The lower 31 bits.</summary>
    public static int Positive(ulong seed) => (int)(seed & int.MaxValue);
}
