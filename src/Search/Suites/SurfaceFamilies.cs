namespace Orchestrator.Search.Suites;

/// <summary>The tuning families of what those meet who tune small networks: surfaces drawn at random, training that diverges, stops early
/// or does not fit into memory, scores that saturate or stray, and architectures.</summary>
/// <remarks>They were held out once, until constants were chosen with a look at them.</remarks>
internal static class SurfaceFamilies
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
