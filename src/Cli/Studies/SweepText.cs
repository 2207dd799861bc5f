using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Studies;

/// <summary>What was imported as a sweep file. What nothing said stands there as <c>FILL-IN</c>, which no sweep file takes.</summary>
internal static partial class SweepText
{
    /// <summary>Stands for what the user is to fill in.</summary>
    public const string Open = "FILL-IN";

    private const int Width = 120;

    /// <summary>Lines of YAML.</summary>
    /// <param name="sweep">What was imported.</param>
    /// <param name="source">As the user named it.</param>
    public static IEnumerable<string> Of(ImportedSweep sweep, string source)
    {
        foreach (var line in Heading(sweep, source).SelectMany(text => Comment("# ", text)))
        {
            yield return line;
        }

        yield return $"name: {NameOf(sweep.Name ?? Path.GetFileNameWithoutExtension(source.TrimEnd('/')))}";
        foreach (var line in Model(sweep).Concat(Search(sweep.Search)).Concat(Objectives(sweep.Objectives)))
        {
            yield return line;
        }

        yield return "cross_validation: { folds: 5 }";
        yield return sweep.Epochs is { } epochs ? $"stopping: {{ epochs: {epochs} }}"
            : "stopping: { epochs: 20 }   # most epochs of a fold";
        yield return sweep.Space.Count == 0 ? "space: {}" : "space:";
        foreach (var parameter in sweep.Space)
        {
            yield return $"  {Scalar(parameter.Name)}: {{ {string.Join(", ", Fields(parameter))} }}";
        }
    }

    private static IEnumerable<string> Heading(ImportedSweep sweep, string source)
    {
        yield return $"{sweep.Heading}.";
        if (sweep.History is { } history)
        {
            yield return $"What they found goes into a search with: orchestrator run FILE --warm-start {source}";
        }

        if (sweep.Notes.Count > 0)
        {
            yield return $"What did not map, by the lines of {source}:";
        }

        foreach (var note in sweep.Notes)
        {
            yield return $"{(note.Line is { } line ? $"line {line}: " : "")}{note.Text}";
        }
    }

    private static IEnumerable<string> Model(ImportedSweep sweep)
    {
        if (sweep.Command is null)
        {
            yield return $"data: {{ path: {Open} }}    # your data";
        }

        yield return "model:";
        yield return sweep.Command is { } command
            ? $"  command: [{string.Join(", ", command.Select(Scalar))}]   # has to speak as docs/how-to/own-trainer.md says"
            : $"  name: {Open}            # a registered model, or 'command: [python3, train.py]'";
        if (sweep.Pass != ParameterPassing.File)
        {
            yield return $"  pass: {sweep.Pass.ToString().ToLowerInvariant()}";
        }

        if (sweep.Fixed.Count > 0)
        {
            yield return $"  fixed: {{ {string.Join(", ", sweep.Fixed.Settings.Select(s => $"{Scalar(s.Name)}: {Value(s.Value)}"))} }}";
        }
    }

    private static IEnumerable<string> Search(SearchDefinition search)
    {
        yield return "search:";
        yield return $"  algorithm: {search.Algorithm}";
        yield return $"  trials: {search.Trials}";
        if (search.Pruning is { } pruning)
        {
            yield return $"  pruner: {{ name: {pruning.Pruner}, first_rung: {pruning.FirstRung}, reduction: {pruning.Reduction} }}";
        }

        if (search.Stop?.Target is { } target)
        {
            yield return $"  stop: {{ target: {Number(target)} }}";
        }
    }

    private static IEnumerable<string> Objectives(IReadOnlyList<ImportedObjective> objectives) => objectives.Count switch
    {
        0 => [$"objective: {Text(new ImportedObjective(null, null))}   # what is optimised"],
        1 => [$"objective: {Text(objectives[0])}"],
        _ => ["objectives:", .. objectives.Select(objective => $"  - {Text(objective)}")],
    };

    private static string Text(ImportedObjective objective) =>
        $"{{ metric: {Scalar(objective.Metric ?? Open)}, direction: "
            + $"{objective.Maximize switch { true => "maximize", false => "minimize", null => Open }} }}";

    private static IEnumerable<string> Fields(Parameter parameter)
    {
        var (type, low, high, log, step) = parameter switch
        {
            FloatParameter real => ("float", real.Low, real.High, real.Log, real.Step),
            IntParameter whole => ("int", whole.Low, whole.High, whole.Log, whole.Step == 1 ? null : (double?)whole.Step),
            _ => ("categorical", 0, 0, false, null),
        };
        yield return $"type: {type}";
        if (parameter is CategoricalParameter choice)
        {
            yield return $"choices: [{string.Join(", ", choice.Choices.Select(Scalar))}]";
        }
        else
        {
            yield return $"low: {Number(low)}";
            yield return $"high: {Number(high)}";
        }

        if (log)
        {
            yield return "log: true";
        }

        if (step is { } given)
        {
            yield return $"step: {Number(given)}";
        }

        if (parameter.Condition is { } when)
        {
            yield return $"when: {{ {Scalar(when.Parent)}: [{string.Join(", ", when.Values.Select(v => Scalar(v.ToString())))}] }}";
        }
    }

    private static string NameOf(string text)
    {
        var name = NoLetter().Replace(text.ToLowerInvariant(), "-").Trim('-');
        name = name.Length > 64 ? name[..64].TrimEnd('-') : name;
        return SweepNames.IsValid(name) ? name : SweepNames.IsValid($"sweep-{name}") ? $"sweep-{name}" : "imported";
    }

    private static IEnumerable<string> Comment(string begin, string text)
    {
        var line = begin;
        foreach (var word in text.ReplaceLineEndings(" ").Split(' '))
        {
            if (line.Length + word.Length > Width && line.Length > begin.Length)
            {
                yield return line.TrimEnd();
                line = "#   ";
            }

            line += word + " ";
        }

        yield return line.TrimEnd();
    }

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Value(ParameterValue value) => value.IsText ? Scalar(value.Text!) : Number(value.Number);

    // Quoted unless it is plainly one word.
    private static string Scalar(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '/') && text[0] is not ('-' or '.')
            && text is not "null" ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoLetter();
}
