using Orchestrator.Contracts.Randomness;
using Orchestrator.Interpretation.Methods;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Catalog;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Interactions;

/// <summary>
/// Interactions of pairs of inputs, by manipulation: both are set in all four ways in rows that are drawn, and what remains when the
/// effects of each alone are taken away is theirs together.
/// </summary>
/// <remarks>The second difference of Friedman and Popescu 2008, Annals of Applied Statistics 2, between two values of each input. On the
/// raw scale of classes it is the interaction in the log-odds.</remarks>
public static class PairInteractions
{
    /// <summary>The pairs of some inputs, the largest mean size over the outputs first.</summary>
    /// <param name="fold">The network and its data.</param>
    /// <param name="inputs">Which inputs, as the data numbers them: the first of a ranking, say. Those that were too rare for the fold to
    /// learn from take no part.</param>
    /// <param name="seed">Of the sweep.</param>
    /// <param name="draws">Rows that are drawn of those that the fold was scored on (trained on, where there are none), at least 2.</param>
    /// <param name="scale">Of the outputs.</param>
    /// <param name="progress">Hears which share is done, from 0 to 1.</param>
    /// <param name="stop">Ends the computation between two batches.</param>
    /// <exception cref="MethodRefusedException">The network takes DNA.</exception>
    /// <exception cref="SettingException">Fewer than two inputs, or some that the data does not have.</exception>
    public static IReadOnlyList<PairInteraction> Compute(InterpretedFold fold, IReadOnlyList<int> inputs, ulong seed, int draws = 100,
        OutputScale scale = OutputScale.Raw, IProgress<double>? progress = null, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 2);
        if (fold.Network.IsSequence)
        {
            throw new MethodRefusedException("pair-interactions", "DNA has no inputs that are there or not; use in-silico-mutagenesis.");
        }

        int[] numbers = [.. inputs.Distinct().Order()];
        var count = fold.Columns is null ? fold.Network.Width : fold.DataColumns;
        if (numbers.Length < 2 || numbers[0] < 0 || numbers[^1] >= count)
        {
            throw new SettingException("inputs", $"Pairs are made of at least two inputs, numbered from 0 to {count - 1}.");
        }

        numbers = [.. numbers.Where(input => fold.PlaceOf(input) >= 0)];
        var chosen = Array.ConvertAll(numbers, fold.PlaceOf); // as the network numbers them
        if (chosen.Length < 2)
        {
            return [];
        }

        using var scope = NewDisposeScope();
        var random = new RandomStream(SeedSequence.Derive(seed, fold.Fold.Trial, fold.Fold.Fold, "interaction rows"));
        var pool = fold.Split.Validation.Length > 0 ? fold.Split.Validation : fold.Split.Training;
        var rows = fold.Network.Encode(fold.Data.Inputs, RowSampling.Draw(pool, draws, random));
        var clamps = ClampValues.Of(rows, chosen);
        (int First, int Second)[] pairs =
        [
            .. from first in Enumerable.Range(0, chosen.Length)
               from second in Enumerable.Range(first + 1, chosen.Length - first - 1)
               select (first, second),
        ];
        var outputs = fold.Network.Shape.Outputs;
        var (found, remainders) = (new List<PairInteraction>(), new double[draws * outputs]);
        var items = from pair in Enumerable.Range(0, pairs.Length)
                    from draw in Enumerable.Range(0, draws)
                    from corner in Enumerable.Range(0, 4) // bit 0: the first is there, bit 1: the second
                    select (Pair: pair, Draw: draw, Corner: corner);
        new EditedRows(fold.Network, rows, scale, stop).Run(items, item => item.Draw, (copies, part) =>
            EditedRows.Set(copies,
                [.. part.SelectMany(item => new long[] { chosen[pairs[item.Pair].First], chosen[pairs[item.Pair].Second] })],
                [.. part.SelectMany(item => new[] { Value(pairs[item.Pair].First, item.Corner & 1),
                    Value(pairs[item.Pair].Second, item.Corner & 2) })], 2),
            (part, results) =>
            {
                for (var i = 0; i < part.Length; i++)
                {
                    var sign = part[i].Corner is 0 or 3 ? 1 : -1;
                    for (var output = 0; output < outputs; output++)
                    {
                        remainders[part[i].Draw * outputs + output] += sign * (double)results[i * outputs + output];
                    }

                    if (part[i].Draw == draws - 1 && part[i].Corner == 3)
                    {
                        found.AddRange(Enumerable.Range(0, outputs).Select(output => Summary(pairs[part[i].Pair], output)));
                        Array.Clear(remainders);
                    }
                }

                progress?.Report((part[^1].Pair + 1.0) / pairs.Length);
            });
        return [.. found.OrderByDescending(pair => pair.MeanSize).ThenBy(pair => (pair.First, pair.Second, pair.Output))];

        float Value(int input, int there) => there == 0 ? clamps[input].Absent : clamps[input].Present;

        PairInteraction Summary((int First, int Second) pair, int output)
        {
            double[] own = [.. Enumerable.Range(0, draws).Select(draw => remainders[draw * outputs + output])];
            var mean = own.Average();
            var variance = own.Sum(value => (value - mean) * (value - mean)) / (draws - 1);
            return new(numbers[pair.First], numbers[pair.Second], output, mean, Math.Sqrt(variance / draws), own.Average(Math.Abs));
        }
    }
}

/// <summary>What two inputs do together beyond what each does alone, in the network of one fold.</summary>
/// <param name="First">Number of the one input.</param>
/// <param name="Second">Number of the other, greater than <paramref name="First"/>.</param>
/// <param name="Output">Number of the output.</param>
/// <param name="Mean">Mean over the draws of f(1,1) - f(1,0) - f(0,1) + f(0,0): 0 = their effects add up.</param>
/// <param name="StandardError">Of that mean.</param>
/// <param name="MeanSize">Mean of its size: it is not 0 where they interact in rows in opposite ways.</param>
public sealed record PairInteraction(int First, int Second, int Output, double Mean, double StandardError, double MeanSize);
