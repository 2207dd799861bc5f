namespace Orchestrator.Search.Suites;

/// <summary>The families that no constant was chosen on: they tell what is to be expected of a problem that nobody has seen.</summary>
/// <remarks>
/// Who changes a sampler looks at <see cref="TuningFamilies"/>, and at these once, at the end. They are what those meet who tune small
/// models by cross-validation: models that are fitted or trained at every trial, what comes before the model, and shapes.
/// </remarks>
internal static class HeldOutFamilies
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
    [
        .. FittedModels.All,
        .. TrainedModels.All,
        .. PreparationSurfaces.All,
        .. Landscapes.All,
    ];
}
