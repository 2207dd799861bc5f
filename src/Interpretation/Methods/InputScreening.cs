using Orchestrator.Interpretation.Attributions;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Methods;

/// <summary>
/// Chooses the inputs that a method tries one by one, where there are more than its budget: those to which the outputs are most sensitive,
/// by the mean |gradient| over the rows, the largest over the outputs. One backward pass a row and output stands for a pass an input.
/// </summary>
internal static class InputScreening
{
    /// <summary>What inputs were chosen by that somebody named.</summary>
    public const string ByRequest = "request";

    private const string ByGradient = "the largest mean |gradient| over the rows and outputs";

    /// <summary>The inputs to try, ascending, and what there is to say about the choice.</summary>
    /// <param name="context">Its option <c>budget</c> decides.</param>
    /// <param name="rows">(rows, width): the rows to be sensitive at.</param>
    public static (int[] Inputs, Screening? Note) Choose(MethodContext context, Tensor rows)
    {
        var (width, budget) = (context.Network.Width, context.Options.Integer(MethodOptions.Budget));
        if (context.Inputs is not null || width <= budget)
        {
            return AsAsked(context, width);
        }

        var sensitivity = Sensitivity(context, rows);
        int[] kept =
            [.. Enumerable.Range(0, width).OrderByDescending(input => sensitivity[input]).ThenBy(input => input).Take(budget).Order()];
        return (kept, new(ByGradient, budget, width));
    }

    /// <summary>The inputs that were asked for; all where none were.</summary>
    /// <param name="context">The request.</param>
    /// <param name="all">Number of inputs.</param>
    public static (int[] Inputs, Screening? Note) AsAsked(MethodContext context, int all) => context.Inputs is { } chosen
        ? (chosen, new(ByRequest, chosen.Length, all))
        : ([.. Enumerable.Range(0, all)], null);

    private static double[] Sensitivity(MethodContext context, Tensor rows)
    {
        using var scope = NewDisposeScope();
        var network = context.Network;
        var sums = zeros([context.Outputs.Length, network.Width], float64, network.Device);
        for (long start = 0; start < rows.shape[0]; start += network.RowsAtOnce)
        {
            context.Stop.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var part = rows.narrow(0, start, Math.Min(network.RowsAtOnce, rows.shape[0] - start));
            var gradients = network.Gradients(part, context.Outputs, context.Scale);
            for (var i = 0; i < gradients.Length; i++)
            {
                sums[i].add_(gradients[i].abs().sum(0, type: float64));
            }
        }

        return sums.amax([0]).ToArray<double>();
    }
}
