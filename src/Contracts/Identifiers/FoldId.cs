namespace Orchestrator.Contracts.Identifiers;

/// <summary>Names one schedulable sub-trial: a validation split of a trial, or the final refit.</summary>
/// <param name="Trial">Trial number, from 0, in the order of suggestion.</param>
/// <param name="Fold">Fold index, from 0 to folds - 1, or <see cref="RefitFold"/>.</param>
public readonly record struct FoldId(int Trial, int Fold) : IComparable<FoldId>
{
    /// <summary>The fold index that stands for training on all the non-test rows and scoring the held-out test set.</summary>
    public const int RefitFold = -1;

    /// <summary>Whether this is the refit rather than a validation split.</summary>
    public bool IsRefit => Fold == RefitFold;

    /// <inheritdoc />
    public int CompareTo(FoldId other) =>
        Trial != other.Trial ? Trial.CompareTo(other.Trial) : Fold.CompareTo(other.Fold);

    /// <inheritdoc />
    public override string ToString() => IsRefit ? $"trial {Trial} refit" : $"trial {Trial} fold {Fold}";
}
