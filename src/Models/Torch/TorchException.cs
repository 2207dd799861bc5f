using System.Runtime.InteropServices;

namespace Orchestrator.Models.Torch;

/// <summary>libtorch refused, or cannot be loaded.</summary>
public sealed class TorchException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What libtorch said, without the C++ frames that follow its first line.</summary>
    /// <param name="refusal">As TorchSharp throws it.</param>
    /// <param name="place">What was being computed, such as <c>layer lstm (Lstm)</c>; null = unknown.</param>
    public static TorchException Of(ExternalException refusal, string? place = null)
    {
        var reason = FirstLine(refusal.Message);
        return new(place is null ? reason : $"{place}: {reason}", refusal);
    }

    private static string FirstLine(string message)
    {
        var end = message.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd();
    }
}
