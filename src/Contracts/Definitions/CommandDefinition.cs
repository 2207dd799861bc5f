using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Definitions;

/// <summary>A program that trains a fold, in any language: what it is handed and what it says is docs/how-to/own-trainer.md.</summary>
/// <param name="Arguments">
/// The program and its arguments. One that is the name of one of <paramref name="Files"/> stands for its path where the program runs;
/// <c>{learning_rate}</c> stands for that hyper-parameter's value, and the words of <see cref="CommandPlaceholders"/> for theirs.
/// </param>
/// <param name="Folder">Absolute path of the folder that <paramref name="Files"/> were read from.</param>
/// <param name="Files">The program's own files by content; names are relative to <paramref name="Folder"/>. Null = none.</param>
/// <param name="Pass">How hyper-parameters reach the program beside the file that always holds them.</param>
/// <param name="Grace">Seconds between SIGTERM and SIGKILL, at least 0.</param>
public sealed record CommandDefinition(
    EquatableList<string> Arguments, string Folder, EquatableList<DataFile>? Files = null,
    ParameterPassing Pass = ParameterPassing.File, int Grace = CommandDefinition.UsualGrace)
{
    /// <summary>Seconds between SIGTERM and SIGKILL where nobody says otherwise.</summary>
    public const int UsualGrace = 10;

    /// <summary>What a node must be labelled with to run commands that a sweep brings along: its operator permits them so.</summary>
    public static NodeLabel Permission { get; } = new("commands", "allowed");

    /// <summary>The environment variable of a hyper-parameter: what is neither letter nor digit becomes <c>_</c>.</summary>
    public static string VariableOf(string hyperParameter) => "ORCHESTRATOR_PARAM_"
        + string.Concat(hyperParameter.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));

    /// <summary>As one would type it.</summary>
    [JsonIgnore]
    public string Line => string.Join(' ', Arguments);
}

/// <summary>How hyper-parameters reach a program that trains. The file that says everything of a fold holds them in any case.</summary>
public enum ParameterPassing
{
    /// <summary>By that file alone.</summary>
    File,

    /// <summary>Also as arguments <c>--name=value</c> behind the others.</summary>
    Arguments,

    /// <summary>Also as environment variables <c>ORCHESTRATOR_PARAM_NAME</c>, the name in capitals.</summary>
    Environment,
}
