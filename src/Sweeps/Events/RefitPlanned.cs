namespace Orchestrator.Sweeps.Events;

/// <summary>The search is over; the best configuration is trained on all rows but the test set's.</summary>
/// <param name="Trial">The best trial.</param>
/// <param name="Epochs">Mean of its folds' best epochs, rounded: without validation rows there is nothing to stop early by.</param>
public sealed record RefitPlanned(int Trial, int Epochs, DateTimeOffset At) : SweepEvent(At);
