using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Data.Description;

/// <summary>Rows that are kin of another row.</summary>
/// <param name="Kinship">What makes them kin.</param>
/// <param name="Rows">How many have kin.</param>
/// <param name="Distinct">How many are left when each set of kin counts once.</param>
/// <param name="Largest">Rows of the largest set of kin.</param>
public sealed record KinSummary(Kinship Kinship, int Rows, int Distinct, int Largest);
