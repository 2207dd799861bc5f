using Orchestrator.Torch.Native;

namespace Orchestrator.Torch.Tensors;

// Tensors out of nothing.
public sealed partial class Tensor
{
    private static readonly Operator FullOperator = new("aten::full"), EmptyOperator = new("aten::empty", "memory_format");
    private static readonly Operator ArangeOperator = new("aten::arange"), ZerosLikeOperator = new("aten::zeros_like"), OnesLikeOperator = new("aten::ones_like");

    /// <summary>All zeros.</summary>
    public static Tensor Zeros(ReadOnlySpan<long> shape, DType dtype = DType.Float32, Device device = default) => Full(shape, 0, dtype, device);

    /// <summary>All ones.</summary>
    public static Tensor Ones(ReadOnlySpan<long> shape, DType dtype = DType.Float32, Device device = default) => Full(shape, 1, dtype, device);

    /// <summary>All of one value.</summary>
    public static Tensor Full(ReadOnlySpan<long> shape, double value, DType dtype = DType.Float32, Device device = default) =>
        FullOperator.Call(shape, value, dtype, Value.None, device);

    /// <summary>Whatever the memory holds: to be filled at once.</summary>
    public static Tensor Empty(ReadOnlySpan<long> shape, DType dtype = DType.Float32, Device device = default) =>
        EmptyOperator.Call(shape, dtype, Value.None, device);

    /// <summary>A single number.</summary>
    public static Tensor Scalar(double value, DType dtype = DType.Float32, Device device = default) => Full([], value, dtype, device);

    /// <summary>A single integer.</summary>
    public static Tensor Scalar(long value, DType dtype = DType.Int64, Device device = default) =>
        FullOperator.Call(Array.Empty<long>(), value, dtype, Value.None, device);

    /// <summary>0, 1 .. count - 1 as 64-bit integers.</summary>
    public static Tensor Arange(long count, Device device = default) => ArangeOperator.Call(count, DType.Int64, Value.None, device);

    /// <summary>Zeros of the shape, type and device of another.</summary>
    public static Tensor ZerosLike(Tensor other) => ZerosLikeOperator.Call(other);

    /// <summary>Ones of the shape, type and device of another.</summary>
    public static Tensor OnesLike(Tensor other) => OnesLikeOperator.Call(other);
}
