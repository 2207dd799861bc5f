using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Folds;

/// <summary>Hands rows to a test set and to folds. Rows that are marked <see cref="FoldPlan.TestFold"/> stay where they are.</summary>
internal abstract class FoldSplitter
{
    /// <summary>The dealer for a definition and its data.</summary>
    /// <param name="definition">Whether classes keep their proportions.</param>
    /// <param name="data">The rows.</param>
    /// <param name="groups">Rows that may not be parted; null = every row stands for itself.</param>
    public static FoldSplitter Of(CrossValidationDefinition definition, DataSet data, RowGroups? groups) =>
        groups is not null || (definition.Stratified && data.Targets is ValueTargets { AreLabels: true })
            ? new GroupKFoldSplitter(data.Targets, definition.Stratified, groups, data.Rows)
            : new KFoldSplitter(Stratification.Of(definition, data));

    /// <summary>Marks about so many rows as the test set.</summary>
    public abstract void DrawTest(int count, int[] foldOfRow, RandomStream random);

    /// <summary>Marks the last rows as the test set.</summary>
    /// <exception cref="FoldPlanException">That would part a group.</exception>
    public virtual void TakeLast(int count, int[] foldOfRow) => Array.Fill(foldOfRow, FoldPlan.TestFold, foldOfRow.Length - count, count);

    /// <summary>Gives each row that is not of the test set its fold.</summary>
    /// <exception cref="FoldPlanException">There is too little to deal.</exception>
    public abstract void Deal(int folds, int[] foldOfRow, RandomStream random);
}
