namespace Orchestrator.Models.Data.Synthesis;

/// <summary>Which genes make an artificial trait.</summary>
public enum TraitKind
{
    /// <summary>One gene.</summary>
    Single,

    /// <summary>Two genes together.</summary>
    Pair,

    /// <summary>Three genes together.</summary>
    Triplet,

    /// <summary>One gene, or two others together.</summary>
    SingleOrPair,
}
