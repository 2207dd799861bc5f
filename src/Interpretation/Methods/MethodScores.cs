using Orchestrator.Contracts.Collections;
using Orchestrator.Interpretation.Attributions;

namespace Orchestrator.Interpretation.Methods;

/// <summary>What a method answers, in the numbering of the network's inputs.</summary>
/// <param name="InputShape">Extents of the inputs that it scored.</param>
/// <param name="Scores">More is more important.</param>
/// <param name="Direction">Which way an input moves an output; null = the method does not tell.</param>
public sealed record MethodScores(EquatableList<int> InputShape, ScoreMatrix Scores, ScoreMatrix? Direction)
{
    /// <summary>What the columns are, where they are not the outputs that were asked for.</summary>
    public EquatableList<string>? Outputs { get; init; }

    /// <summary>How inputs were chosen; null = all were tried.</summary>
    public Screening? Screening { get; init; }

    /// <summary>Figures by which the result can be judged.</summary>
    public Dictionary<string, double> Diagnostics { get; } = [];

    /// <summary>What a reader has to know, in sentences.</summary>
    public List<string> Remarks { get; } = [];
}
