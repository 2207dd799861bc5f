using Orchestrator.Torch.Native;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>Rows of different lengths without their padding, longest first, as libtorch's recurrent kernels want them.</summary>
internal sealed class PackedSequence
{
    private static readonly Operator Pack = new("aten::_pack_padded_sequence"), Pad = new("aten::_pad_packed_sequence"), Inverse = new("aten::argsort");
    private readonly Tensor original;
    private readonly long steps;

    private PackedSequence(Tensor data, Tensor batchSizes, Tensor original, long steps) => (Data, BatchSizes, this.original, this.steps) = (data, batchSizes, original, steps);

    public Tensor Data { get; }

    public Tensor BatchSizes { get; }

    public int Rows => (int)original.Count;

    public static PackedSequence Of(Tensor input, Tensor lengths)
    {
        var (sorted, order) = lengths.Sort(0, descending: true);
        var (data, sizes) = Pack.CallForTwo(input.IndexSelect(0, order.To(input.Device)), sorted, true);
        return new PackedSequence(data, sizes, Inverse.Call(order).To(input.Device), input.Size(1));
    }

    /// <summary>(batch, steps, features) in the order of the rows, 0 where there was padding.</summary>
    public Tensor Unpack(Tensor data) => Pad.CallForTwo(data, BatchSizes, true, 0.0, steps).First.IndexSelect(0, original);

    /// <summary>(directions, batch, units) in the order of the rows.</summary>
    public Tensor Reorder(Tensor states) => states.IndexSelect(1, original);
}
