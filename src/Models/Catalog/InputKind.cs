namespace Orchestrator.Models.Catalog;

/// <summary>What a model's rows are made of.</summary>
public enum InputKind
{
    /// <summary>DNA as codes of <see cref="Data.Sequences.DnaAlphabet"/>, (length).</summary>
    Sequence,

    /// <summary>Numbers of any shape.</summary>
    Numbers,
}
