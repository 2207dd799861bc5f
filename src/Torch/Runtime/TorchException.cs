using System.Runtime.InteropServices;
using Orchestrator.Torch.Native;

namespace Orchestrator.Torch.Runtime;

/// <summary>libtorch refused. The message says which operator, for which shapes, and why.</summary>
public class TorchException : Exception
{
    /// <summary>A failure outside any operator.</summary>
    public TorchException(string message, Exception? inner = null) : base(message, inner) => ArgumentShapes = [];

    private TorchException(string operatorName, IReadOnlyList<string> shapes, string reason)
        : base($"{operatorName}({string.Join(", ", shapes)}): {reason}") => (OperatorName, ArgumentShapes) = (operatorName, shapes);

    /// <summary>Such as <c>aten::mm</c>; null outside operators.</summary>
    public string? OperatorName { get; }

    /// <summary>Type and shape of each tensor among the arguments, such as <c>Float32[3, 4]</c>.</summary>
    public IReadOnlyList<string> ArgumentShapes { get; }

    internal static TorchException Last(string operatorName, IReadOnlyList<string> shapes) => new(operatorName, shapes, LastReason());

    internal static TorchException Last(string doing) => new($"{doing}: {LastReason()}");

    private static string LastReason() => Marshal.PtrToStringUTF8(Shim.ot_last_error())!.TrimEnd();
}
