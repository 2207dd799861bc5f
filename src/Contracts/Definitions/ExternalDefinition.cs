namespace Orchestrator.Contracts.Definitions;

/// <summary>Folds that no node trains: clients of the HTTP API ask for them, in training loops of their own, and tell what came out. See
/// docs/how-to/ask-and-tell.md.</summary>
/// <param name="Lease">Seconds for which a client may be silent about an attempt before its fold is given to another, at least 2.</param>
public sealed record ExternalDefinition(int Lease = ExternalDefinition.UsualLease)
{
    /// <summary>Seconds where nobody says otherwise.</summary>
    public const int UsualLease = 60;
}
