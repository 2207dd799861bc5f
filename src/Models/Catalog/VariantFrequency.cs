using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;

namespace Orchestrator.Models.Catalog;

/// <summary>The hyper-parameter of the data: how common a variant has to be among a fold's training rows to be learned from.</summary>
internal static class VariantFrequency
{
    private const string Name = "min_frequency";

    /// <summary>The setting, for models of variants.</summary>
    public static HyperParameter HyperParameter { get; } = Catalog.HyperParameter.Real(
        Name, 0, 0, 1, "sparse data: share of the training rows that must carry a variant; rarer ones are left out");

    /// <summary>The columns that a fold sees, ascending; null = all. Chosen by its training rows alone.</summary>
    /// <param name="among">Those that were chosen before; null = all.</param>
    public static int[]? Choose(ModelDescription model, ModelSettings settings, DataSet data, FoldSplit split,
        IReadOnlyList<int>? among = null)
    {
        var frequent = Frequent(model, settings, data, split);
        return among is null ? frequent : frequent is null ? [.. among] : [.. frequent.Intersect(among)];
    }

    private static int[]? Frequent(ModelDescription model, ModelSettings settings, DataSet data, FoldSplit split) =>
        data.Inputs is SparseInputs sparse && model.Find(Name) is not null && settings.Real(Name) is > 0 and var least
            ? FrequentColumns.Fit(sparse, split.Training, least)
            : null;
}
