using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Rendering;

/// <summary>One attempt at a fold.</summary>
public sealed record AttemptRow(int Attempt, string Slot, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, FailureKind? Failure,
    string? Reason)
{
    /// <summary>The row of a state.</summary>
    public static AttemptRow Of(AttemptState state) =>
        new(state.Id.Attempt, state.Slot.ToString(), state.StartedAt, state.EndedAt, state.Failure, state.Reason);

    /// <inheritdoc />
    public override string ToString() =>
        $"{Attempt} on {Slot}, "
            + $"{Formatting.Duration(EndedAt - StartedAt)}{(Failure is { } kind ? $": {Formatting.Word(kind)}. {Reason}" : EndedAt is null ? ": running" : "")}";
}
