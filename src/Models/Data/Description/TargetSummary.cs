namespace Orchestrator.Models.Data.Description;

/// <summary>One target.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Known">Rows where it is known.</param>
/// <param name="Missing">Rows where it is not.</param>
/// <param name="Classes">Rows of each class; null where it is a number.</param>
/// <param name="Minimum">Least value; null where it is a class.</param>
/// <param name="Mean">Mean value.</param>
/// <param name="Deviation">Standard deviation.</param>
/// <param name="Maximum">Greatest value.</param>
public sealed record TargetSummary(
    string Name, int Known, int Missing, IReadOnlyDictionary<string, int>? Classes = null, double? Minimum = null, double? Mean = null,
        double? Deviation = null, double? Maximum = null);
