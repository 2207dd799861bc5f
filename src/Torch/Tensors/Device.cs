using System.Globalization;

namespace Orchestrator.Torch.Tensors;

/// <summary>Where a tensor lives. The default is the CPU.</summary>
/// <param name="Index">Number of the GPU, from 0; 0 for the CPU.</param>
public readonly record struct Device(DeviceKind Kind, int Index = 0)
{
    /// <summary>The processor.</summary>
    public static Device Cpu => default;

    internal long Packed => (long)Kind | (long)Index << 8;

    /// <summary>A GPU.</summary>
    public static Device Cuda(int index = 0) => new(DeviceKind.Cuda, index);

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static Device Parse(string text) => text switch
    {
        "cpu" => Cpu,
        "cuda" => Cuda(),
        _ when text.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index) => Cuda(index),
        _ => throw new FormatException($"'{text}' is no device; write cpu, cuda or cuda:1."),
    };

    /// <inheritdoc />
    public override string ToString() => Kind == DeviceKind.Cpu ? "cpu" : string.Create(CultureInfo.InvariantCulture, $"cuda:{Index}");

    internal static Device Unpack(long packed) => new((DeviceKind)(packed & 0xff), (int)(packed >> 8));
}
