using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>Some rows of a data set, by number: in this process's memory, where sparse rows lie, and on the device, where the others
/// do.</summary>
/// <param name="Numbers">Row numbers.</param>
/// <param name="OnDevice">The same as int64, (rows). Belongs to the scope in which it was made.</param>
internal readonly record struct RowSelection(ReadOnlyMemory<int> Numbers, Tensor OnDevice)
{
    /// <summary>A stretch of them.</summary>
    public RowSelection Slice(int start, int length) => new(Numbers.Slice(start, length), OnDevice.narrow(0, start, length));
}
