using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Networks;

/// <summary>The outputs of a network for copies of rows in each of which a few numbers are replaced: many copies at once.</summary>
/// <param name="network">The network.</param>
/// <param name="rows">(rows, width), on its device; not changed.</param>
/// <param name="scale">Of the outputs.</param>
/// <param name="stop">Ends between two parts.</param>
internal sealed class EditedRows(InterpretedNetwork network, Tensor rows, OutputScale scale, CancellationToken stop)
{
    /// <summary>Computes one copy an item.</summary>
    /// <param name="items">What to compute, in order.</param>
    /// <param name="rowOf">The row that an item is a copy of.</param>
    /// <param name="edit">Changes the copies of some items, (items, width), in place; see <see cref="Set"/>.</param>
    /// <param name="take">Gets the items with their outputs, (items, outputs) row-major.</param>
    public void Run<T>(IEnumerable<T> items, Func<T, int> rowOf, Action<Tensor, T[]> edit, Action<T[], float[]> take)
    {
        foreach (var part in items.Chunk(network.RowsAtOnce))
        {
            stop.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var inference = no_grad();
            var places = HostTensors.FromSpan<long>(Array.ConvertAll(part, item => (long)rowOf(item))).to(rows.device);
            var copies = rows.index_select(0, places);
            edit(copies, part);
            take(part, network.Outputs(copies, scale).ToArray<float>());
        }
    }

    /// <summary>Replaces as many numbers in each copy.</summary>
    /// <param name="copies">(items, width).</param>
    /// <param name="columns">(items, each), row-major.</param>
    /// <param name="values">(items, each), row-major.</param>
    /// <param name="each">Numbers a copy.</param>
    public static void Set(Tensor copies, long[] columns, float[] values, int each) =>
        copies.scatter_(1, HostTensors.FromSpan<long>(columns, copies.shape[0], each).to(copies.device),
            HostTensors.FromSpan<float>(values, copies.shape[0], each).to(copies.device));
}
