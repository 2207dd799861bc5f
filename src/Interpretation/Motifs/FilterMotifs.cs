using Orchestrator.Interpretation.Methods;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Layers;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Motifs;

/// <summary>
/// What the filters of a network's first convolution look for: the subsequences that activate a filter by more than half of its largest
/// activation, aligned and counted.
/// </summary>
/// <remarks>As Quang and Xie 2016 (Nucleic Acids Research 44, DanQ, "Motif analysis"); with one subsequence a row as Alipanahi et al. 2015
/// (Nature Biotechnology 33, DeepBind). An activation is what is left behind the rectifier.</remarks>
public static class FilterMotifs
{
    /// <summary>The share of the largest activation of the papers.</summary>
    public const double UsualThreshold = 0.5;

    /// <summary>One entry a filter.</summary>
    /// <param name="fold">A network over DNA whose first layer is a convolution, and its data.</param>
    /// <param name="rows">Row numbers; null = those that the fold was scored on and trained on.</param>
    /// <param name="threshold">Share of the largest activation that counts, in (0, 1).</param>
    /// <param name="bestOfEachRow">Whether of each row the best subsequence alone counts.</param>
    /// <param name="stop">Ends the computation between two batches.</param>
    /// <exception cref="MethodRefusedException">The network does not read DNA by a convolution.</exception>
    public static IReadOnlyList<FilterMotif> Of(InterpretedFold fold, IReadOnlyList<int>? rows = null, double threshold = UsualThreshold,
        bool bestOfEachRow = false, CancellationToken stop = default)
    {
        if (threshold is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A share of the largest activation lies between 0 and 1.");
        }

        var (layer, filters, kernel) = FirstConvolution(fold.Network);
        int[] all = [.. (rows ?? [.. fold.Split.Validation, .. fold.Split.Training]).Distinct()];
        var largest = new float[filters];
        Array.Fill(largest, float.NegativeInfinity);
        ForEachPart(fold, layer, all, (_, activations) =>
        {
            var own = activations.amax([0, 2]).ToArray<float>();
            for (var filter = 0; filter < filters; filter++)
            {
                largest[filter] = Math.Max(largest[filter], own[filter]);
            }
        }, stop);

        var counts = new SiteCounts(filters, kernel);
        var sequences = (SequenceInputs)fold.Data.Inputs;
        ForEachPart(fold, layer, all, (part, activations) =>
        {
            var positions = (int)activations.shape[2];
            var before = positions == sequences.Length ? (kernel - 1) / 2 : 0; // padding on the left, where the length stays
            var values = activations.ToArray<float>();
            for (var at = 0; at < values.Length; at += positions)
            {
                var (row, filter) = Math.DivRem(at / positions, filters);
                var line = values.AsSpan(at, positions);
                if (bestOfEachRow)
                {
                    var best = line.IndexOf(MaxOf(line));
                    Count(row, filter, line, best);
                    continue;
                }

                for (var position = 0; position < positions; position++)
                {
                    Count(row, filter, line, position);
                }
            }

            void Count(int row, int filter, ReadOnlySpan<float> line, int position)
            {
                if (largest[filter] > 0 && line[position] > threshold * largest[filter])
                {
                    counts.Add(filter, sequences.Codes(part[row]), position - before);
                }
            }
        }, stop);
        return [.. Enumerable.Range(0, filters).Select(filter => new FilterMotif(filter, largest[filter], counts.MotifOf(filter)))];
    }

    private static float MaxOf(ReadOnlySpan<float> values)
    {
        var most = float.NegativeInfinity;
        foreach (var value in values)
        {
            most = Math.Max(most, value);
        }

        return most;
    }

    private static void ForEachPart(InterpretedFold fold, Conv1d layer, int[] rows, Action<int[], Tensor> take, CancellationToken stop)
    {
        Tensor? seen = null;
        var hook = layer.register_forward_hook((_, _, result) =>
        {
            seen = result.detach().clone(); // what follows may free the result
            return result;
        });
        try
        {
            foreach (var part in rows.Chunk(fold.Network.RowsAtOnce))
            {
                stop.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                using var inference = no_grad();
                _ = fold.Network.Outputs(fold.Network.Encode(fold.Data.Inputs, part), OutputScale.Raw);
                take(part, seen!);
            }
        }
        finally
        {
            hook.remove();
        }
    }

    private static (Conv1d Layer, int Filters, int Kernel) FirstConvolution(InterpretedNetwork network)
    {
        if (network.IsSequence)
        {
            foreach (var (_, module) in network.Module.named_modules())
            {
                if (module is Conv1d layer && layer.named_parameters(recurse: false).First(own => own.name == "weight").parameter.shape
                    is [var filters, DnaAlphabet.Bases, var kernel])
                {
                    return (layer, (int)filters, (int)kernel);
                }
            }
        }

        throw new MethodRefusedException("filter-motifs",
            "no convolution reads its rows as DNA, so that there are no filters to look at; use in-silico-mutagenesis for sequences.");
    }

    /// <summary>The bases of subsequences, counted.</summary>
    private sealed class SiteCounts(int filters, int kernel)
    {
        private readonly double[] bases = new double[filters * kernel * DnaAlphabet.Bases];
        private readonly int[] sites = new int[filters];

        /// <summary>Counts a subsequence; none that reaches beyond the ends of its row.</summary>
        public void Add(int filter, ReadOnlySpan<byte> row, int start)
        {
            if (start < 0 || start + kernel > row.Length || row.Slice(start, kernel).Contains(DnaAlphabet.Padding))
            {
                return;
            }

            sites[filter]++;
            for (var position = 0; position < kernel; position++)
            {
                var shares = DnaAlphabet.OneHot(row[start + position]);
                for (var letter = 0; letter < shares.Length; letter++)
                {
                    bases[(filter * kernel + position) * DnaAlphabet.Bases + letter] += shares[letter];
                }
            }
        }

        public Motif? MotifOf(int filter) => sites[filter] == 0 ? null
            : new($"filter-{filter}", bases.AsSpan(filter * kernel * DnaAlphabet.Bases, kernel * DnaAlphabet.Bases), sites[filter]);
    }
}

/// <summary>What a filter of the first layer looks for.</summary>
/// <param name="Filter">Its number.</param>
/// <param name="LargestActivation">Its largest activation over all rows and positions; 0 or less = it is never active.</param>
/// <param name="Motif">The subsequences that activate it; null = there are none.</param>
public sealed record FilterMotif(int Filter, double LargestActivation, Motif? Motif);
