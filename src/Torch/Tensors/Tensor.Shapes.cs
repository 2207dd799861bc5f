using Orchestrator.Torch.Native;

namespace Orchestrator.Torch.Tensors;

// Views, selections, joins.
public sealed partial class Tensor
{
    private static readonly Operator ReshapeOperator = new("aten::reshape"), ViewOperator = new("aten::view"), PermuteOperator = new("aten::permute");
    private static readonly Operator TransposeOperator = new("aten::transpose", "int"), SqueezeOperator = new("aten::squeeze", "dim"), UnsqueezeOperator = new("aten::unsqueeze");
    private static readonly Operator FlattenOperator = new("aten::flatten", "using_ints"), NarrowOperator = new("aten::narrow"), SelectOperator = new("aten::select", "int");
    private static readonly Operator IndexSelectOperator = new("aten::index_select"), GatherOperator = new("aten::gather"), FlipOperator = new("aten::flip");
    private static readonly Operator CatOperator = new("aten::cat"), StackOperator = new("aten::stack"), ContiguousOperator = new("aten::contiguous");
    private static readonly Operator ExpandOperator = new("aten::expand"), OneHotOperator = new("aten::one_hot");
    private static readonly Operator ChunkOperator = new("aten::chunk"), UnbindOperator = new("aten::unbind", "int");
    private static readonly Operator ToDTypeOperator = new("aten::to", "dtype"), ToDeviceOperator = new("aten::to", "device");

    /// <summary>The same elements in another shape; one extent may be -1.</summary>
    public Tensor Reshape(params ReadOnlySpan<long> shape) => ReshapeOperator.Call(this, shape);

    /// <summary>The same memory in another shape.</summary>
    public Tensor View(params ReadOnlySpan<long> shape) => ViewOperator.Call(this, shape);

    /// <summary>Dimensions in another order.</summary>
    public Tensor Permute(params ReadOnlySpan<long> order) => PermuteOperator.Call(this, order);

    /// <summary>Two dimensions exchanged.</summary>
    public Tensor Transpose(int first, int second) => TransposeOperator.Call(this, first, second);

    /// <summary>Without a dimension of extent 1.</summary>
    public Tensor Squeeze(int dimension) => SqueezeOperator.Call(this, dimension);

    /// <summary>With one more dimension of extent 1.</summary>
    public Tensor Unsqueeze(int dimension) => UnsqueezeOperator.Call(this, dimension);

    /// <summary>The dimensions from <paramref name="start"/> on joined into one.</summary>
    public Tensor Flatten(int start = 0) => FlattenOperator.Call(this, start);

    /// <summary>A slice [start, start + length) of a dimension.</summary>
    public Tensor Narrow(int dimension, long start, long length) => NarrowOperator.Call(this, dimension, start, length);

    /// <summary>One index of a dimension, which disappears.</summary>
    public Tensor Select(int dimension, long index) => SelectOperator.Call(this, dimension, index);

    /// <summary>A dimension cut into equal parts, as views.</summary>
    /// <param name="parts">A divisor of the dimension's extent.</param>
    /// <param name="dimension">Which.</param>
    /// <remarks>Its gradient is put together once, where each <see cref="Narrow"/> would fill a whole tensor of its own.</remarks>
    public Tensor[] Chunk(int parts, int dimension) => Size(dimension) % parts == 0
        ? ChunkOperator.CallForMany(parts, this, parts, dimension)
        : throw new ArgumentException($"Dimension {dimension} of {this} cannot be cut into {parts} equal parts.", nameof(parts));

    /// <summary>Every index of a dimension, which disappears, as views; the gradient is put together once, unlike that of <see cref="Select"/>.</summary>
    public Tensor[] Unbind(int dimension) => UnbindOperator.CallForMany(checked((int)Size(dimension)), this, dimension);

    /// <summary>The given indices of a dimension.</summary>
    /// <param name="dimension">Which.</param>
    /// <param name="index">(n) integers.</param>
    public Tensor IndexSelect(int dimension, Tensor index) => IndexSelectOperator.Call(this, dimension, index);

    /// <summary>result[i][j] = this[i][index[i][j]] for dimension 1, and so on.</summary>
    public Tensor Gather(int dimension, Tensor index) => GatherOperator.Call(this, dimension, index);

    /// <summary>A dimension reversed.</summary>
    public Tensor Flip(int dimension) => FlipOperator.Call(this, new long[] { dimension });

    /// <summary>Joined along a dimension.</summary>
    public static Tensor Cat(ReadOnlySpan<Tensor> tensors, int dimension = 0) => CatOperator.Call(tensors.ToArray(), dimension);

    /// <summary>Joined along a new dimension.</summary>
    public static Tensor Stack(ReadOnlySpan<Tensor> tensors, int dimension = 0) => StackOperator.Call(tensors.ToArray(), dimension);

    /// <summary>The same values, row-major in memory.</summary>
    public Tensor Contiguous() => ContiguousOperator.Call(this);

    /// <summary>Dimensions of extent 1 repeated without copying; -1 leaves one as it is.</summary>
    public Tensor Expand(params ReadOnlySpan<long> shape) => ExpandOperator.Call(this, shape);

    /// <summary>Class indices (..) -> (.., classes), integers 0 and 1.</summary>
    public Tensor OneHot(long classes) => OneHotOperator.Call(this, classes);

    /// <summary>The values in another type; this one where it has it already.</summary>
    public Tensor To(DType dtype) => ToDTypeOperator.Call(this, dtype);

    /// <summary>The values on another device; this one where it is there already.</summary>
    public Tensor To(Device device) => ToDeviceOperator.Call(this, device, DType);
}
