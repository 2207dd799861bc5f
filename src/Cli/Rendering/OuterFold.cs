using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Cli.Rendering;

/// <summary>What the search outside one outer fold chose, and how that did on the outer fold.</summary>
/// <param name="Fold">The outer fold, from 0.</param>
/// <param name="Sweep">The search.</param>
/// <param name="Configuration">What it chose; null while there is nothing.</param>
/// <param name="Inner">Mean score over its inner folds.</param>
/// <param name="Outer">Score on the outer fold, of the configuration trained on all rows outside it.</param>
public sealed record OuterFold(int Fold, SweepId Sweep, SweepStatus Status, Configuration? Configuration, double? Inner, double? Outer);
