namespace Orchestrator.Contracts.Definitions;

/// <summary>What makes two rows of data kin.</summary>
public enum Kinship
{
    /// <summary>Their inputs are equal.</summary>
    Copies,

    /// <summary>Their inputs differ in a few places, or a chain of such rows joins them.</summary>
    NearCopies,

    /// <summary>They are of one group: a patient, a donor, a clone.</summary>
    Groups,
}
