using static TorchSharp.torch;

namespace Orchestrator.Models.Torch;

/// <summary>One argument of <see cref="Aten.Call"/>, in the order of the operator's schema. Scalars and generators cannot be passed:
/// libtorch 2.10 refuses them here.</summary>
internal readonly struct AtenArgument
{
    private AtenArgument(ulong bits, Tensor? tensor = null, IReadOnlyList<Tensor>? list = null) =>
        (Bits, Tensor, List) = (bits, tensor, list);

    /// <summary>An optional argument that is left out.</summary>
    public static AtenArgument None => default;

    /// <summary>A number or truth value as the operator's stack holds it.</summary>
    public ulong Bits { get; }

    /// <summary>A tensor.</summary>
    public Tensor? Tensor { get; }

    /// <summary>A list of tensors.</summary>
    public IReadOnlyList<Tensor>? List { get; }

    public static implicit operator AtenArgument(Tensor? tensor) => new(0, tensor);

    public static implicit operator AtenArgument(Tensor[] tensors) => new(0, list: tensors);

    public static implicit operator AtenArgument(bool value) => new(value ? 1UL : 0);

    public static implicit operator AtenArgument(long value) => new(unchecked((ulong)value));

    public static implicit operator AtenArgument(double value) => new(BitConverter.DoubleToUInt64Bits(value));
}
