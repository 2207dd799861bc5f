using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Torch;

/// <summary>Names of devices.</summary>
internal static class TorchDevice
{
    /// <summary>Reads <c>cpu</c>, <c>cuda</c> (the first) or <c>cuda:1</c>.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static Device Parse(string text) => text switch
    {
        "cpu" => new Device(DeviceType.CPU),
        "cuda" => new Device(DeviceType.CUDA, 0),
        _ when text.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan("cuda:".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index) =>
                new Device(DeviceType.CUDA, index),
        _ => throw new FormatException($"'{text}' is no device; write cpu, cuda or cuda:1."),
    };
}
