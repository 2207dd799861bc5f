using System.Globalization;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Methods;

/// <summary>Permutation importance: how much worse the sweep's objective gets when the values of one input are dealt out anew among the
/// rows.</summary>
public sealed class PermutationImportance : IAttributionMethod
{
    private const string Repeats = "repeats";

    /// <inheritdoc />
    public MethodDescription Description { get; } = new(
        "permutation",
        "how much worse the objective gets when an input's values are shuffled among the rows",
        "Breiman 2001, Machine Learning 45, section 10; Fisher, Rudin and Dominici 2019, JMLR 20, section 3 (model reliance, here as a "
            + "difference): the objective on the rows with the input permuted, against the objective as it is; the mean over the "
            + "repeats. Each output has its own metric where the metric comes apart, such as the AUC of each drug.",
        "Copies: with one of two inputs shuffled, the network still has the other. What the network uses and the metric does not "
            + "notice, as an accuracy that is already 1. Shuffled rows may be such as there are none.",
        [
            .. MethodOptions.Common(rows: 0).Where(option => option.Name != MethodOptions.Output),
            HyperParameter.Choice(MethodOptions.Output, "metrics are computed from outputs before any sigmoid or softmax", "raw"),
            HyperParameter.Integer(Repeats, 5, 1, 10_000, "times that each input is shuffled"),
            MethodOptions.BudgetOption,
        ]);

    /// <inheritdoc />
    public bool ScoresPositions => true;

    /// <inheritdoc />
    public string? Refusal(InterpretedFold fold) =>
        MetricCatalog.Of(fold.Network.Shape.Task).All(metric => metric.Name != fold.Objective.Metric)
            ? $"on this data there is no metric {fold.Objective.Metric}, which the sweep optimises; use another method."
            : null;

    /// <inheritdoc />
    public MethodScores Compute(MethodContext context)
    {
        using var scope = NewDisposeScope();
        var (network, fold, repeats) = (context.Network, context.Fold, context.Options.Integer(Repeats));
        var rows = network.Encode(fold.Data.Inputs, context.Rows);
        var units = network.IsSequence ? DnaAlphabet.Count : 1; // numbers that travel together: those of a position
        var (inputs, screening) = network.IsSequence
            ? InputScreening.AsAsked(context, network.Shape.Row[0])
            : InputScreening.Choose(context, rows);
        using var metric = new MeasuredObjective(fold, context.Rows);
        var asTheyAre = network.AllOutputs(rows, OutputScale.Raw);
        var before = metric.Losses(asTheyAre);
        var (outputs, all) = ((float[])asTheyAre.Clone(), network.Shape.Outputs);
        var sums = new ScoreSums(inputs.Length, before.Length);
        var (current, undefined) = ((Input: -1, Repeat: 0), 0);
        new EditedRows(network, rows, OutputScale.Raw, context.Stop).Run(Moves(), move => move.Row, Shuffle, Take);
        Finish((inputs.Length, 0));

        var width = network.IsSequence ? network.Shape.Row[0] : network.Width;
        var (_, scores) = sums.Means(_ => repeats, width, inputs.Length == width ? null : inputs);
        var result = new MethodScores(network.Shape.Row, scores, null) { Outputs = metric.Names, Screening = screening };
        foreach (var (name, _) in metric.Names.Zip(before).Where(pair => !double.IsFinite(pair.Second)))
        {
            result.Remarks.Add($"The objective has no value for {name} on these rows: its scores are 0 and mean nothing.");
        }

        if (undefined > 0)
        {
            result.Remarks.Add($"The objective had no value in {undefined} of the shuffles, which count as 0.");
        }

        return result;

        // Rows whose values change: what an input or a position has in another row. Rows of DNA that have ended take no part.
        IEnumerable<(int Input, int Repeat, int Row, int Source)> Moves()
        {
            for (var input = 0; input < inputs.Length; input++)
            {
                // A stream an input: what the others are does not matter.
                var random = context.Random(string.Create(CultureInfo.InvariantCulture, $"permutation {inputs[input]}"));
                var values = Values(inputs[input]);
                int[] there = [.. Enumerable.Range(0, values.Length).Where(row => units == 1 || values[row] != DnaAlphabet.Padding)];
                for (var repeat = 0; repeat < repeats; repeat++)
                {
                    var dealt = (int[])there.Clone();
                    random.Shuffle(dealt.AsSpan());
                    for (var i = 0; i < there.Length; i++)
                    {
                        if (values[there[i]] != values[dealt[i]])
                        {
                            yield return (input, repeat, there[i], dealt[i]);
                        }
                    }
                }
            }
        }

        void Shuffle(Tensor copies, (int Input, int Repeat, int Row, int Source)[] part)
        {
            var places = HostTensors.FromSpan<long>(Array.ConvertAll(part, move => (long)move.Source)).to(rows.device);
            var columns = HostTensors.FromSpan<long>(
                [.. part.SelectMany(move => Enumerable.Range(0, units).Select(unit => (long)inputs[move.Input] * units + unit))],
                part.Length, units).to(rows.device);
            copies.scatter_(1, columns, rows.take(places.unsqueeze(1) * network.Width + columns));
        }

        void Take((int Input, int Repeat, int Row, int Source)[] part, float[] changed)
        {
            for (var i = 0; i < part.Length; i++)
            {
                Finish((part[i].Input, part[i].Repeat));
                changed.AsSpan(i * all, all).CopyTo(outputs.AsSpan(part[i].Row * all));
            }

            context.Report(part[^1].Input, inputs.Length);
        }

        // What the rows have there: the number, or the code of the base.
        float[] Values(int input)
        {
            using var inner = NewDisposeScope();
            return (units == 1 ? rows.select(1, input) : rows.narrow(1, (long)input * units, units).argmax(1)).ToArray<float>();
        }

        // Measures the shuffle that is complete, once the next one begins.
        void Finish((int Input, int Repeat) next)
        {
            if (next == current)
            {
                return;
            }

            if (current.Input >= 0)
            {
                var after = metric.Losses(outputs);
                for (var i = 0; i < after.Length; i++)
                {
                    var worse = after[i] - before[i];
                    undefined += double.IsFinite(worse) || !double.IsFinite(before[i]) ? 0 : 1;
                    sums.Add(current.Input, i, double.IsFinite(worse) ? worse : 0);
                }

                asTheyAre.CopyTo(outputs, 0);
            }

            current = next;
        }
    }
}
