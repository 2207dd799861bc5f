using System.Globalization;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Cli.Studies;

/// <summary>A study as the part of a sweep file that it knows: its space.</summary>
internal static class StudyText
{
    /// <summary>Lines of YAML.</summary>
    /// <param name="study">What was stored.</param>
    /// <param name="source">As the user named it.</param>
    public static IEnumerable<string> Of(OptunaStudy study, string source)
    {
        var notes = new List<string>();
        var space = study.Space(notes.Add);
        var directions = string.Join(" and ", study.Maximize.Select(maximize => maximize ? "maximized" : "minimized"));
        yield return $"# Optuna's study '{study.Name}': {Words.Count(study.Trials.Count, "trial")}, {study.Completed.Count} with a value, "
            + $"{directions}.";
        yield return $"# What they found goes into a search with: orchestrator run FILE --warm-start {source}";
        foreach (var note in notes)
        {
            yield return $"# {note}";
        }

        yield return space.Count == 0 ? "space: {}" : "space:";
        foreach (var parameter in space)
        {
            yield return $"  {Scalar(parameter.Name)}: {{ {string.Join(", ", Fields(parameter))} }}";
        }
    }

    private static IEnumerable<string> Fields(Parameter parameter)
    {
        switch (parameter)
        {
            case FloatParameter real:
                yield return "type: float";
                yield return $"low: {Number(real.Low)}";
                yield return $"high: {Number(real.High)}";
                if (real.Log)
                {
                    yield return "log: true";
                }

                if (real.Step is { } step)
                {
                    yield return $"step: {Number(step)}";
                }

                break;
            case IntParameter whole:
                yield return "type: int";
                yield return $"low: {Number(whole.Low)}";
                yield return $"high: {Number(whole.High)}";
                if (whole.Log)
                {
                    yield return "log: true";
                }

                if (whole.Step != 1)
                {
                    yield return $"step: {Number(whole.Step)}";
                }

                break;
            case CategoricalParameter choice:
                yield return "type: categorical";
                yield return $"choices: [{string.Join(", ", choice.Choices.Select(Scalar))}]";
                break;
        }
    }

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    // Quoted unless it is plainly one word.
    private static string Scalar(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-') && text[0] is not ('-' or '.')
            ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
