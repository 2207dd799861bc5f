using Orchestrator.Models.Torch;

namespace Orchestrator.GpuNode.Workers;

/// <summary>Tells want of memory from other endings.</summary>
public static class MemoryExhaustion
{
    /// <summary>The exit code of a process that was killed by SIGKILL: 128 + 9.</summary>
    public const int Killed = 137;

    // libtorch, its libraries, the C++ and .NET runtimes, and the C library, in that order; then what trainers are written in: Python, R.
    private static readonly string[] Words =
    [
        "out of memory", "can't allocate memory", "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC_FAILED",
        "bad_alloc", "OutOfMemoryException", "cannot allocate memory", "memory exhausted", "MemoryError", "cannot allocate vector",
    ];

    /// <summary>Whether an exception is about memory.</summary>
    public static bool Explains(Exception exception) =>
        exception is OutOfMemoryException || (exception is TorchException && IsMeantBy(exception.Message))
        || (exception.InnerException is { } inner && Explains(inner));

    /// <summary>Whether a process has died of want of memory.</summary>
    /// <param name="exitCode">How it ended.</param>
    /// <param name="lastWords">What it printed last.</param>
    /// <param name="killsBefore">Processes of its control group that the kernel had killed for want of memory when it began; null =
    /// unknown.</param>
    /// <param name="killsAfter">And when it ended.</param>
    /// <remarks>
    /// A process that was killed can say nothing. Only the kernel's own count for its control group tells its verdict from a user's <c>kill
    /// -9</c>. The count of the whole machine does not: another's death would take a slot from this node for good, while a crash costs but
    /// a repetition.
    /// </remarks>
    public static bool Explains(int exitCode, IEnumerable<string> lastWords, long? killsBefore, long? killsAfter) =>
        exitCode != 0 && (exitCode == Killed ? killsAfter > killsBefore : lastWords.Any(IsMeantBy));

    private static bool IsMeantBy(string text) => Words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
