using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Interpretation;

/// <summary>What is asked about a fold's network.</summary>
/// <param name="Method">A name of <see cref="AttributionMethods"/>.</param>
/// <param name="Options">Its options; those that are not given have their defaults.</param>
/// <param name="Seed">Of the sweep: together with the fold it decides all that is drawn.</param>
public sealed record AttributionRequest(string Method, Configuration Options, ulong Seed)
{
    /// <summary>The outputs to explain, ascending; null = all.</summary>
    public EquatableList<int>? Outputs { get; init; }

    /// <summary>The inputs to score, ascending, as the data numbers them (of DNA positions, or 4 a position, as the
    /// method scores); null = all, or as many as the method's budget allows.</summary>
    public EquatableList<int>? Inputs { get; init; }
}
