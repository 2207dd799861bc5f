using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Methods;

/// <summary>
/// Integrated gradients: the gradient along the straight line from a baseline to the row. The contributions of all inputs add up to what
/// the output differs by, and how well they do is measured: the line is cut finer until they do.
/// </summary>
public sealed class IntegratedGradients : IAttributionMethod
{
    private const string Steps = "steps", MostSteps = "most_steps", Rule = "rule", Tolerance = "tolerance";

    /// <inheritdoc />
    public MethodDescription Description { get; } = new(
        "integrated-gradients",
        "gradient along the line from nothing to the row: contributions that add up",
        "Sundararajan, Taly and Yan 2017, arXiv 1703.01365, equation 1: (x_i - x'_i) int_0^1 dF(x' + a (x - x')) / dx_i da, by "
            + "equation 3's sum; the mean over the rows, and that of its size.",
        "Inputs that are as in the baseline: absent ones have no contribution, whatever their absence means. Of an interaction, who took "
            + "part with whom. What lies off the straight line.",
        [
            .. MethodOptions.Common(rows: 128),
            MethodOptions.BaselineOption,
            HyperParameter.Choice(Rule, "where the line is looked at: midpoint bears kinks, gauss-legendre is for smooth networks",
                "midpoint", "gauss-legendre"),
            HyperParameter.Integer(Steps, 32, 1, 100_000, "points on the line at first"),
            HyperParameter.Integer(MostSteps, 2048, 1, 100_000, "points on the line at most: they are doubled for rows that do not add up"),
            HyperParameter.Real(Tolerance, 1e-3, 1e-6, 1,
                "how far from adding up a row may be, as a share of the output's difference (of 1, where that is less)"),
        ]);

    /// <inheritdoc />
    public string? Refusal(InterpretedFold fold) => GradientSums.Refusal(fold);

    /// <inheritdoc />
    public MethodScores Compute(MethodContext context)
    {
        var (worst, missed, most) = (0.0, 0, 0);
        var scores = GradientSums.Over(context, (rows, advance) =>
        {
            var integrated = Integrate(context, rows, advance, out var errors, out var steps);
            (worst, most) = (Math.Max(worst, errors.Max()), Math.Max(most, steps));
            missed += errors.Count(error => error > context.Options.Real(Tolerance));
            return Array.ConvertAll(integrated, own => context.Network.IsSequence ? DnaCodes.ShareOut(own) : own);
        });
        scores.Diagnostics["completeness_error"] = worst;
        scores.Diagnostics["rows_beyond_tolerance"] = missed;
        scores.Diagnostics["steps"] = most;
        if (missed > 0)
        {
            scores.Remarks.Add(
                $"The contributions of {missed} of {context.Rows.Length} rows do not add up to within {context.Options.Real(Tolerance):R} "
                    + $"after {most} steps (at worst {worst:G3}): raise {MostSteps}.");
        }

        return scores;
    }

    /// <summary>Contributions (rows, width) for each output, each row with as many steps as it takes.</summary>
    private static Tensor[] Integrate(MethodContext context, Tensor rows, Action<double> advance, out double[] errors, out int most)
    {
        var options = context.Options;
        var baseline = Baselines.Of(context.Fold, rows, options.Choice(MethodOptions.Baseline) == "mean");
        var differences = Differences(context, rows, baseline);
        var results = Array.ConvertAll(context.Outputs, _ => zeros_like(rows));
        errors = new double[rows.shape[0]];
        int[] open = [.. Enumerable.Range(0, errors.Length)];
        most = Math.Min(options.Integer(Steps), options.Integer(MostSteps));
        var left = 1.0; // nobody knows how many rounds there will be: each has half of what is left
        for (var steps = most; ; steps = Math.Min(2 * steps, options.Integer(MostSteps)), left /= 2)
        {
            using var scope = NewDisposeScope();
            (most, var ahead) = (steps, left);
            var places = HostTensors.FromSpan<long>(Array.ConvertAll(open, row => (long)row)).to(rows.device);
            var found = AlongLine(context, rows.index_select(0, places), baseline.index_select(0, places), steps,
                share => advance(1 - ahead + ahead * share / 2));
            var sums = Array.ConvertAll(found, own => own.sum(1, type: float64).ToArray<double>());
            var further = new List<int>();
            for (var i = 0; i < open.Length; i++)
            {
                errors[open[i]] = Enumerable.Range(0, found.Length)
                    .Max(output => Error(sums[output][i], differences[open[i], output]));
                if (errors[open[i]] > options.Real(Tolerance))
                {
                    further.Add(open[i]);
                }
            }

            for (var output = 0; output < found.Length; output++)
            {
                results[output].index_copy_(0, places, found[output]);
            }

            open = [.. further];
            if (open.Length == 0 || steps == options.Integer(MostSteps))
            {
                return results;
            }
        }
    }

    /// <summary>As many points of the line at once as make a full batch: few rows are left when the line is cut finely.</summary>
    private static Tensor[] AlongLine(MethodContext context, Tensor rows, Tensor baseline, int steps, Action<double> advance)
    {
        var way = rows - baseline;
        var sums = Array.ConvertAll(context.Outputs, _ => zeros_like(rows));
        var rule = context.Options.Choice(Rule) == "midpoint" ? Quadrature.Midpoint(steps) : Quadrature.GaussLegendre(steps);
        var done = 0;
        foreach (var part in rule.Chunk(Math.Max(1, context.Network.RowsAtOnce / (int)rows.shape[0])))
        {
            context.Stop.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var points = OnDevice(part, node => node.Point);
            var weights = OnDevice(part, node => node.Weight);
            var at = (baseline.unsqueeze(0) + way.unsqueeze(0) * points).reshape(-1, context.Network.Width);
            var gradients = context.Network.Gradients(at, context.Outputs, context.Scale);
            for (var output = 0; output < sums.Length; output++)
            {
                sums[output].add_((gradients[output].reshape(part.Length, -1, context.Network.Width) * weights).sum(dim: 0));
            }

            done += part.Length;
            advance((double)done / rule.Length);
        }

        return Array.ConvertAll(sums, sum => sum * way);

        Tensor OnDevice((double Point, double Weight)[] part, Func<(double Point, double Weight), double> number) =>
            HostTensors.FromSpan<float>(Array.ConvertAll(part, node => (float)number(node)), part.Length, 1, 1).to(rows.device);
    }

    /// <summary>What the outputs differ by from the baseline to the row, (rows, outputs).</summary>
    private static double[,] Differences(MethodContext context, Tensor rows, Tensor baseline)
    {
        var (there, nothing) =
            (context.Network.AllOutputs(rows, context.Scale), context.Network.AllOutputs(baseline, context.Scale));
        var all = context.Network.Shape.Outputs;
        var differences = new double[rows.shape[0], context.Outputs.Length];
        for (var row = 0; row < rows.shape[0]; row++)
        {
            for (var output = 0; output < context.Outputs.Length; output++)
            {
                var at = row * all + context.Outputs[output];
                differences[row, output] = (double)there[at] - nothing[at];
            }
        }

        return differences;
    }

    private static double Error(double sum, double difference)
    {
        var error = Math.Abs(sum - difference) / Math.Max(1, Math.Abs(difference));
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }
}
