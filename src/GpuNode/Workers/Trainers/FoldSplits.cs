using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Folds;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>The rows of folds that commands train. The last sweep's are kept: its folds come one after the other.</summary>
/// <param name="store">Where data sets are mapped from; null = their files are read.</param>
internal sealed class FoldSplits(DataSetStore? store)
{
    private (DataDefinition Data, CrossValidationDefinition Splits, ulong Seed, string Stamps) key;
    private (string Fingerprint, FoldPlan? Plan, IReadOnlyList<string> Names) planned;

    /// <summary>The rows of a fold, null where the command splits the data itself; the names of all rows; and the name of the data's
    /// content.</summary>
    /// <exception cref="DataFormatException">The data is absent, damaged or in another format.</exception>
    /// <exception cref="FoldPlanException">The data cannot be split as the sweep asks.</exception>
    public (FoldSplit? Split, IReadOnlyList<string> Names, string Fingerprint) Of(SweepDefinition definition, FoldId fold)
    {
        var wanted = (definition.Data, definition.CrossValidation, definition.Seed, Stamps(definition.Data));
        if (planned.Fingerprint is null || key != wanted)
        {
            planned = Plan(definition);
            key = wanted;
        }

        return (planned.Plan?.Split(fold), planned.Names, planned.Fingerprint);
    }

    private (string, FoldPlan?, IReadOnlyList<string>) Plan(SweepDefinition definition)
    {
        var fingerprint = store?.FingerprintOf(definition.Data) ?? DataFingerprint.Of(definition.Data);
        if (!definition.Data.HasRows)
        {
            return (fingerprint, null, []);
        }

        var data = store?.Open(definition.Data) ?? DataSetFormats.Read(definition.Data);
        return (fingerprint, FoldPlanner.Plan(definition.CrossValidation, definition.Seed, data), data.RowNames);
    }

    private static string Stamps(DataDefinition definition) => string.Join(';', DataSetFormats.Files(definition)
        .Select(path => new FileInfo(path)).Select(file => file.Exists ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}" : "absent"));
}
