namespace Orchestrator.Sweeps.Events;

/// <summary>The sampler has no further point: fewer trials than planned will run.</summary>
/// <param name="Trials">How many there are.</param>
public sealed record SearchExhausted(int Trials, DateTimeOffset At) : SweepEvent(At);
