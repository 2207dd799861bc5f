using Orchestrator.Interpretation;
using Orchestrator.Interpretation.Motifs;
using Orchestrator.Interpretation.Significance;

namespace Orchestrator.Cli.Explanations;

/// <summary>All that <c>explain</c> was asked for.</summary>
/// <param name="Explanation">The rankings.</param>
/// <param name="Significance">How far chance explains them; null = it was not asked.</param>
/// <param name="Pairs">Pairs of inputs, the strongest of each output first; empty = nobody asked.</param>
/// <param name="Motifs">What filters look for, those that tell most first; empty = nobody asked.</param>
internal sealed record ExplanationFindings(
    Explanation Explanation, ExplanationSignificance? Significance, IReadOnlyList<PairFinding> Pairs, IReadOnlyList<MotifFinding> Motifs);

/// <summary>What two inputs do together beyond what each does alone, over several networks.</summary>
/// <param name="Output">To which output.</param>
/// <param name="First">Name of the one.</param>
/// <param name="Second">Name of the other.</param>
/// <param name="Mean">Mean over the networks.</param>
/// <param name="StandardError">Of that mean, over the networks; those of one trial share training rows.</param>
/// <param name="MeanSize">Mean of its size, row by row.</param>
/// <param name="Networks">How many networks know both.</param>
internal sealed record PairFinding(
    string Output, string First, string Second, double Mean, double StandardError, double MeanSize, int Networks);

/// <summary>What a filter of the first layer looks for.</summary>
/// <param name="Trial">Trial of its network.</param>
/// <param name="Fold">Fold of its network.</param>
/// <param name="Filter">Its number.</param>
/// <param name="Motif">The subsequences that activate it.</param>
/// <param name="Bits">What it tells, over all positions.</param>
/// <param name="Match">The known motif that fits best; null = none was compared with.</param>
internal sealed record MotifFinding(int Trial, int Fold, int Filter, Motif Motif, double Bits, MotifMatch? Match);
