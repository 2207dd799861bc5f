using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps;

/// <summary>Whether a failed attempt is followed by another, and why.</summary>
internal static class RetryPolicy
{
    public static (bool Retry, string Verdict) Judge(SweepState state, FoldId fold, FailureKind kind)
    {
        if (kind == FailureKind.Interrupted)
        {
            return (true, state.Definition.IsExternal ? "It is given again, and costs no retry."
                : "It continues from its checkpoint and costs no retry.");
        }

        if (kind == FailureKind.DiskFull)
        {
            return (true, "It continues from its checkpoint when there is room, and costs no retry.");
        }

        if (kind == FailureKind.Diverged)
        {
            return (false, "Not tried again: the same numbers would come out.");
        }

        var (allowed, failures) = (state.Definition.Resources.Retries, state.Find(fold)!.CountedFailures + 1);
        return failures <= allowed
            ? (true, $"Tried again: failure {failures} of at most {allowed + 1}.")
            : (false, $"Not tried again: {failures} failures, {allowed} retries allowed.");
    }
}
