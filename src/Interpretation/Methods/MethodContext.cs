using Orchestrator.Contracts.Randomness;
using Orchestrator.Interpretation.Networks;

namespace Orchestrator.Interpretation.Methods;

/// <summary>What a method is asked: everything that its answer depends on, and who hears of its progress.</summary>
public sealed class MethodContext
{
    /// <summary>The network and its data.</summary>
    public required InterpretedFold Fold { get; init; }

    /// <summary>The method's options.</summary>
    public required MethodOptions Options { get; init; }

    /// <summary>The rows to use, ascending, at least one.</summary>
    public required int[] Rows { get; init; }

    /// <summary>The outputs to explain, ascending, at least one.</summary>
    public required int[] Outputs { get; init; }

    /// <summary>The inputs to score, as the network numbers them, ascending; null = all.</summary>
    public required int[]? Inputs { get; init; }

    /// <summary>Seed of the sweep.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Hears which share is done, from 0 to 1.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Ends the computation soon.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>The network.</summary>
    public InterpretedNetwork Network => Fold.Network;

    /// <summary>On which scale outputs are explained.</summary>
    public OutputScale Scale => Options.Choice(MethodOptions.Output) == "probability" ? OutputScale.Probability : OutputScale.Raw;

    /// <summary>Random numbers for a purpose: a function of seed, trial and fold.</summary>
    public RandomStream Random(string purpose) => new(SeedSequence.Derive(Seed, Fold.Fold.Trial, Fold.Fold.Fold, purpose));

    /// <summary>Reports progress.</summary>
    public void Report(long done, long of) => Progress?.Report(of == 0 ? 1 : (double)done / of);
}
