using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Messages;

/// <summary>One place where an attempt can run.</summary>
/// <param name="Device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
/// <param name="Threads">Intra-op threads of an attempt, at least 1.</param>
public sealed record SlotDescription(SlotId Id, string Device, int Threads);
