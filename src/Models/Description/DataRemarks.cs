using System.Globalization;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Description;

/// <summary>What somebody should know who is about to train on a data set, beside what is wrong with it.</summary>
public static class DataRemarks
{
    private const int ManyClasses = 20, SomeClasses = 10, FewRows = 5;

    /// <summary>The remarks, in sentences without a full stop: those of the reader, then what the targets look like.</summary>
    public static IReadOnlyList<string> Of(DataSet data) =>
        data.Targets is ClassTargets classes && LookLikeCounts(classes)
            ? [.. data.Remarks, $"the {classes.Names.Count} classes are whole numbers: where they count or measure something, write "
                + $"':values' behind the label column's name, and they are learned as numbers"]
            : data.Remarks;

    /// <summary>Whether classes are whole numbers and many, so that they may be meant as numbers.</summary>
    public static bool LookLikeCounts(ClassTargets classes) =>
        classes.Names.Count > SomeClasses
        && classes.Names.All(name => long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        && (classes.Names.Count > ManyClasses || 2 * classes.Counts().Count(rows => rows < FewRows) > classes.Names.Count);
}
