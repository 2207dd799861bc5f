namespace Orchestrator.Sdk;

/// <summary>A data file is not right. The user sees <c>FILE, PLACE: PROBLEM. CURE.</c></summary>
/// <param name="place">Where in the file, such as <c>line 12</c>; null = the file as a whole.</param>
/// <param name="problem">What was found, without a full stop.</param>
/// <param name="cure">What to do about it, without a full stop.</param>
public sealed class UnreadableDataException(string? place, string problem, string cure) : Exception($"{problem}. {cure}.")
{
    /// <summary>Where in the file; null = the file as a whole.</summary>
    public string? Place { get; } = place;

    /// <summary>What was found.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do about it.</summary>
    public string Cure { get; } = cure;
}
