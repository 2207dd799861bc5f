using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Networks;

/// <summary>What stands for "nothing there": the point from which a network's outputs are explained.</summary>
internal static class Baselines
{
    /// <summary>Rows that are read at once for a mean.</summary>
    private const int RowsOfMean = 64;

    /// <summary>The baseline of each row, (rows, width).</summary>
    /// <param name="fold">The network and its data.</param>
    /// <param name="rows">As <see cref="InterpretedNetwork.Encode"/> gives them.</param>
    /// <param name="mean">The mean of the training rows; otherwise absence: 0, and of DNA a quarter of each base.</param>
    /// <remarks>Where a row of DNA has ended, its baseline has ended too.</remarks>
    public static Tensor Of(InterpretedFold fold, Tensor rows, bool mean)
    {
        using var scope = NewDisposeScope();
        var network = fold.Network;
        if (!network.IsSequence)
        {
            return (mean ? HostTensors.FromSpan<float>(MeanOf(fold)).to(network.Device).expand_as(rows).clone() : zeros_like(rows))
                .MoveToOuterDisposeScope();
        }

        var ended = DnaCodes.Ended(rows);                                               // (rows, length, 1)
        var bases = mean
            ? HostTensors.FromSpan<float>(MeanBases(MeanOf(fold)), 1, network.Shape.Row[0], DnaAlphabet.Bases).to(network.Device)
            : full([1, network.Shape.Row[0], DnaAlphabet.Bases], 1f / DnaAlphabet.Bases, device: network.Device);
        return cat([bases * (1 - ended), zeros_like(ended), ended], 2).flatten(1).MoveToOuterDisposeScope();
    }

    /// <summary>The mean of each number over the training rows.</summary>
    private static float[] MeanOf(InterpretedFold fold)
    {
        using var scope = NewDisposeScope();
        var sum = zeros(fold.Network.Width, float64);
        foreach (var part in fold.Split.Training.Chunk(RowsOfMean))
        {
            using var inner = NewDisposeScope();
            sum.add_(fold.Network.Encode(fold.Data.Inputs, part).cpu().sum(0, type: float64));
        }

        return (sum / fold.Split.Training.Length).ToArray<float>();
    }

    /// <summary>Weights of the six codes as those of the four bases, adding up to 1: an unknown base is a quarter of each, and rows that
    /// have ended do not count.</summary>
    private static float[] MeanBases(float[] codes)
    {
        var bases = new float[codes.Length / DnaAlphabet.Count * DnaAlphabet.Bases];
        for (var position = 0; position < codes.Length / DnaAlphabet.Count; position++)
        {
            var own = codes.AsSpan(position * DnaAlphabet.Count, DnaAlphabet.Count);
            var present = 1 - own[DnaAlphabet.Padding];
            for (var channel = 0; channel < DnaAlphabet.Bases; channel++)
            {
                bases[position * DnaAlphabet.Bases + channel] = present <= 0
                    ? 1f / DnaAlphabet.Bases
                    : (own[channel] + own[DnaAlphabet.Unknown] / DnaAlphabet.Bases) / present;
            }
        }

        return bases;
    }
}
