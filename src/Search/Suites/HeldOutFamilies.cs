namespace Orchestrator.Search.Suites;

/// <summary>The families that no constant was chosen on: they tell what is to be expected of a problem that nobody has seen.</summary>
/// <remarks>
/// Who changes a sampler looks at <see cref="TuningFamilies"/>, and at these once, at the end. They are what those meet who tune small
/// networks: surfaces drawn at random, training that diverges, stops early or does not fit into memory, scores that saturate or stray,
/// and architectures.
/// </remarks>
internal static class HeldOutFamilies
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
    [
        .. RandomSurfaces.All,
        .. TrainingSurfaces.All,
        .. ScoreSurfaces.All,
        .. ArchitectureSurfaces.All,
    ];
}
