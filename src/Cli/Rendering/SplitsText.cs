using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Cli.Rendering;

/// <summary>How a sweep splits its rows, in a few words.</summary>
internal static class SplitsText
{
    public static string Of(CrossValidationDefinition splits) => splits switch
    {
        { Nested: { } nested } => $"{nested.Inner} inner folds, outer fold {nested.Outer} of {splits.Folds}",
        { Repeats: > 1 and var repeats } => $"{splits.Folds} folds x {repeats} repeats",
        { Folds: 1 } => "1 fold",
        _ => $"{splits.Folds} folds",
    };
}
