using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>A message between the seat and whoever holds a sweep, in either direction.</summary>
/// <param name="Tenure">To which it belongs.</param>
/// <param name="Number">Counts the letters of its direction in this tenure, from 1: one that comes twice is known by it.</param>
/// <param name="Message">One that <see cref="LetterCodec"/> knows.</param>
internal sealed record SweepLetter(SweepId Sweep, Tenure Tenure, long Number, object Message);
