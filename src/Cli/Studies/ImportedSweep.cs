using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Studies;

/// <summary>What a file of another program says of a sweep, as far as a sweep file can say it.</summary>
/// <param name="Heading">What it was, in a line.</param>
/// <param name="Space">What is searched.</param>
/// <param name="Notes">What did not map, and why; in the order of the file.</param>
internal sealed record ImportedSweep(string Heading, IReadOnlyList<Parameter> Space, IReadOnlyList<ImportNote> Notes)
{
    /// <summary>The sweep's name, as it is there; null = it has none.</summary>
    public string? Name { get; init; }

    /// <summary>How configurations are chosen, and when that ends.</summary>
    public SearchDefinition Search { get; init; } = new("bayesian", UsualTrials);

    /// <summary>What is optimised; empty = nothing says.</summary>
    public EquatableList<ImportedObjective> Objectives { get; init; } = [];

    /// <summary>Most epochs of a fold; null = nothing says.</summary>
    public int? Epochs { get; init; }

    /// <summary>Hyper-parameters that do not vary.</summary>
    public Configuration Fixed { get; init; } = Configuration.Empty;

    /// <summary>The program that trains, with its arguments; null = none is named.</summary>
    public EquatableList<string>? Command { get; init; }

    /// <summary>How hyper-parameters reach the program.</summary>
    public ParameterPassing Pass { get; init; }

    /// <summary>Trials that a search can learn from; null = there are none.</summary>
    public Study? History { get; init; }

    /// <summary>Trials where nothing says how many.</summary>
    public const int UsualTrials = 50;
}

/// <summary>What another program optimised.</summary>
/// <param name="Metric">Its name; null = nothing says.</param>
/// <param name="Maximize">Whether more is better; null = nothing says.</param>
internal sealed record ImportedObjective(string? Metric, bool? Maximize);

/// <summary>Something that did not map.</summary>
/// <param name="Line">Where it stands in the file, from 1; null = in no line of its own.</param>
/// <param name="Text">What it is, why it did not map, and what became of it.</param>
internal sealed record ImportNote(int? Line, string Text);
