using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>
/// Chance as a function of where a fold stands: libtorch's own generator, of CPU and GPU, is seeded before the network is built and before
/// every step. So standard layers draw from it, an interrupted fold draws what it would have drawn, and no checkpoint holds a generator.
/// The generator is the process's: it trains one fold at a time.
/// </summary>
/// <param name="sweepSeed">Seed of the sweep.</param>
/// <param name="fold">The fold.</param>
/// <param name="restart">Number of the draw of the initial weights, the same whatever the fold; -1 = the fold's own.</param>
internal sealed class FoldSeeds(ulong sweepSeed, FoldId fold, int restart = RestartsDefinition.OwnDraw)
{
    /// <summary>Seeds libtorch for the weights of a new network.</summary>
    public void Weights() =>
        Set(restart < 0 ? Of("weights") : SeedSequence.Derive(sweepSeed, restart, FoldId.RefitFold, "weights of a restart"));

    /// <summary>Seeds libtorch for a step.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="step">Within the epoch, from 0.</param>
    public void Step(int epoch, int step) => Set(Of(string.Create(CultureInfo.InvariantCulture, $"step {epoch}.{step}")));

    /// <summary>The seed for another purpose.</summary>
    public ulong Of(string purpose) => SeedSequence.Derive(sweepSeed, fold.Trial, fold.Fold, purpose);

    /// <summary>Seeds libtorch.</summary>
    public static void Set(ulong seed)
    {
        TorchRuntime.Load();
        random.manual_seed(unchecked((long)seed)).Dispose();
    }
}
