using Orchestrator.Contracts.Trials;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>How a trainer's process ended.</summary>
/// <param name="ExitCode">Of a process that a signal ended 128 and the signal's number.</param>
/// <param name="Kind">What kind of failure that is; of no interest where the exit code is 0.</param>
/// <param name="Words">How, for the journal, without the full stop.</param>
/// <param name="LastWords">What it said last to its standard error, as the end of a sentence; may be empty.</param>
internal sealed record TrainerEnding(int ExitCode, FailureKind Kind, string Words, string LastWords)
{
    private const int NotExecutable = 126, NotFound = 127; // what shells and env end with
    private const int FirstSignal = 128, LastSignal = 64;

    /// <summary>Whether the trainer itself has ended so, and not something that starts it and does not find it on this machine.</summary>
    public bool IsOfTrainer => ExitCode is not (NotExecutable or NotFound);

    /// <summary>The ending of a process.</summary>
    /// <param name="exitCode">As .NET tells it.</param>
    /// <param name="lastWords">Its last lines on standard error.</param>
    /// <param name="killsBefore">See <see cref="MemoryExhaustion.Explains(int, IEnumerable{string}, long?, long?)"/>.</param>
    /// <param name="killsAfter">The same, when it had ended.</param>
    public static TrainerEnding Of(int exitCode, IReadOnlyList<string> lastWords, long? killsBefore, long? killsAfter)
    {
        var exhausted = MemoryExhaustion.Explains(exitCode, lastWords, killsBefore, killsAfter);
        var how = exitCode switch
        {
            MemoryExhaustion.Killed when exhausted => "was killed by the kernel for want of memory (SIGKILL)",
            MemoryExhaustion.Killed => "was killed (SIGKILL)",
            134 => "was aborted (SIGABRT)",
            139 => "crashed (SIGSEGV)",
            143 => "was terminated (SIGTERM)",
            _ when IsSignal(exitCode) => FormattableString.Invariant($"was ended by signal {exitCode - FirstSignal}"),
            _ => FormattableString.Invariant($"ended with exit code {exitCode}"),
        };
        var kind = exhausted ? FailureKind.OutOfMemory : IsSignal(exitCode) ? FailureKind.Crashed : FailureKind.Error;
        return new(exitCode, kind, $"The trainer {how}", lastWords.Count > 0 ? $" Last words: {string.Join(" | ", lastWords)}" : "");
    }

    private static bool IsSignal(int exitCode) => exitCode is > FirstSignal and <= FirstSignal + LastSignal;
}

/// <summary>A command that trains has failed, or does not keep to what is agreed: the attempt ends without a result.</summary>
/// <param name="kind">What kind of failure that is.</param>
/// <param name="message">For the journal: what happened, in sentences.</param>
/// <param name="ofTrainer">Whether it ran here; false = this machine cannot start it.</param>
public sealed class TrainerException(FailureKind kind, string message, bool ofTrainer) : Exception(message)
{
    /// <summary>What kind of failure it is.</summary>
    public FailureKind Kind { get; } = kind;

    /// <summary>Whether it is the trainer's, and says nothing about this machine.</summary>
    public bool OfTrainer { get; } = ofTrainer;
}
