using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Data.Sequences;

namespace Orchestrator.Interpretation.Attributions;

/// <summary>What one method says about one fold's network: how much each input matters to each output.</summary>
/// <param name="Method">Its name in the registry.</param>
/// <param name="Options">Every option of the method with its value.</param>
/// <param name="Seed">Of the sweep.</param>
/// <param name="Fold">Whose network.</param>
/// <param name="InputShape">
/// Extents of the inputs, row-major: (features), (bins, marks), of DNA (positions, 4) in the order A C G T, or (positions).
/// </param>
/// <param name="FeatureNames">Names along the last dimension; null where the data has none, and of DNA.</param>
/// <param name="Outputs">Names of what was explained: outputs of the network, or the metric that fell.</param>
/// <param name="Scores">How much an input matters: more is more, and inputs are ranked by it. 0 = not at all.</param>
/// <param name="Direction">Which way it moves the output when it is there; null where the method does not tell.</param>
public sealed record Attribution(
    string Method, Configuration Options, ulong Seed, FoldId Fold, EquatableList<int> InputShape, IReadOnlyList<string>? FeatureNames,
    EquatableList<string> Outputs, ScoreMatrix Scores, ScoreMatrix? Direction)
{
    /// <summary>Which rows were used: <c>validation</c>, <c>training</c>, <c>none</c>.</summary>
    public required string RowSet { get; init; }

    /// <summary>How many of them.</summary>
    public required int Rows { get; init; }

    /// <summary>How inputs were chosen that were tried one by one; null = all were.</summary>
    public Screening? Screening { get; init; }

    /// <summary>Figures by which the result can be judged, such as <c>completeness_error</c>.</summary>
    public IReadOnlyDictionary<string, double> Diagnostics { get; init; } = new Dictionary<string, double>();

    /// <summary>What a reader has to know, in sentences.</summary>
    public EquatableList<string> Remarks { get; init; } = [];

    /// <summary>Why the method cannot be asked about this network, in a sentence; null = it was, and here is what it says.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether the inputs are positions of DNA, with or without their bases.</summary>
    public bool OfDna { get; init; }

    /// <summary>An input for people: a feature's name, <c>bin 3, H3K4me3</c>, <c>position 12, A</c>. Numbers count from 1.</summary>
    public string NameOf(int input)
    {
        if (OfDna)
        {
            return InputShape.Count == 1
                ? $"position {input + 1}"
                : $"position {input / DnaAlphabet.Bases + 1}, {DnaAlphabet.Decode((byte)(input % DnaAlphabet.Bases))}";
        }

        var (place, column) = Math.DivRem(input, InputShape[^1]);
        var name = FeatureNames?[column] ?? $"{(InputShape.Count == 1 ? "input" : "column")} {column + 1}";
        return InputShape.Count == 1 ? name : $"bin {place + 1}, {name}";
    }
}

/// <summary>A choice of inputs by something that is cheap to compute.</summary>
/// <param name="By">What they were chosen by, in words.</param>
/// <param name="Kept">Inputs that were scored.</param>
/// <param name="Of">Inputs that there are.</param>
public sealed record Screening(string By, int Kept, int Of);
