using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Native;

/// <summary>An argument of an <see cref="Operator"/>; what C# has converts by itself.</summary>
public readonly struct Value
{
    private Value(Tag tag, long bits, object? reference = null) => (Tag, Bits, Reference) = (tag, bits, reference);

    /// <summary>An argument that is absent.</summary>
    public static Value None => default;

    internal Tag Tag { get; }

    internal long Bits { get; }

    internal object? Reference { get; }

    /// <summary>A tensor; null is the undefined tensor.</summary>
    public static implicit operator Value(Tensor? tensor) => tensor is null ? None : new(Tag.Tensor, 0, tensor);

    /// <summary>An integer.</summary>
    public static implicit operator Value(long number) => new(Tag.Int, number);

    /// <summary>An integer.</summary>
    public static implicit operator Value(int number) => new(Tag.Int, number);

    /// <summary>A real number.</summary>
    public static implicit operator Value(double number) => new(Tag.Double, BitConverter.DoubleToInt64Bits(number));

    /// <summary>A truth value.</summary>
    public static implicit operator Value(bool truth) => new(Tag.Bool, truth ? 1 : 0);

    /// <summary>A type of elements.</summary>
    public static implicit operator Value(DType dtype) => new(Tag.Int, (long)dtype);

    /// <summary>A device.</summary>
    public static implicit operator Value(Device device) => new(Tag.Device, device.Packed);

    /// <summary>A random generator.</summary>
    public static implicit operator Value(Generator generator) => new(Tag.Generator, 0, generator);

    /// <summary>A list of integers, such as a shape.</summary>
    public static implicit operator Value(long[] numbers) => new(Tag.IntList, 0, numbers);

    /// <summary>A list of integers, such as a shape.</summary>
    public static implicit operator Value(ReadOnlySpan<long> numbers) => new(Tag.IntList, 0, numbers.ToArray());

    /// <summary>A list of tensors.</summary>
    public static implicit operator Value(Tensor[] tensors) => new(Tag.TensorList, 0, tensors);

    /// <summary>A word, such as a rounding mode.</summary>
    public static implicit operator Value(string text) => new(Tag.String, 0, text);
}
