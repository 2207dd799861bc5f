namespace Orchestrator.Models.Data;

/// <summary>A data file is absent, damaged or not in the format that the sweep names. The message says where and what to do.</summary>
public sealed class DataFormatException : Exception
{
    /// <param name="path">The file.</param>
    /// <param name="place">Where in it: <c>line 12</c>, <c>byte 80</c>, <c>array E123</c>; null = the file as a whole.</param>
    /// <param name="problem">What was found, without a full stop.</param>
    /// <param name="cure">What to do about it, without a full stop.</param>
    /// <param name="cause">The exception underneath, if any.</param>
    public DataFormatException(string path, string? place, string problem, string cure, Exception? cause = null)
        : base($"{path}{(place is null ? "" : $", {place}")}: {problem}. {cure}.", cause) =>
        (Path, Place, Problem, Cure) = (path, place, problem, cure);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Where in the file; null = the file as a whole.</summary>
    public string? Place { get; }

    /// <summary>What was found.</summary>
    public string Problem { get; }

    /// <summary>What to do about it.</summary>
    public string Cure { get; }
}
