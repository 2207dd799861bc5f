using System.Globalization;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Studies.KerasTuner;

/// <summary>Hyper-parameters as Keras Tuner keeps them: <c>{"space": [{"class_name": "Float", "config": {...}}]}</c>.</summary>
/// <remarks>From <c>get_config</c> of the classes in <c>keras_tuner/engine/hyperparameters</c>.</remarks>
internal static class KerasTunerSpace
{
    private const int MostChoices = 100;

    /// <summary>Reads them.</summary>
    /// <param name="space">The list.</param>
    /// <param name="notes">Takes what maps, and hears what does not.</param>
    public static void Read(YamlNode? space, ImportNotes notes)
    {
        foreach (var item in space.Items())
        {
            if (item.At("config") is { } config && config.At("name").Text() is { } name)
            {
                Read(item, name, item.At("class_name").Text(), config, notes);
            }
            else
            {
                notes.Add(item, "an item is left out: a hyper-parameter has a class_name and a config with its name");
            }
        }
    }

    private static void Read(YamlNode item, string name, string? kind, YamlNode config, ImportNotes notes)
    {
        var condition = ConditionOf(config, name, notes);
        switch (kind)
        {
            case "Fixed" when config.At("value") is { } value: notes.Fix(item, name, value.Value()); break;
            case "Boolean": notes.Search(item, new CategoricalParameter(name, ["false", "true"], condition)); break;
            case "Choice":
                var choices = config.At("values").Items().Select(Tree.Spelled).Distinct().ToEquatableList();
                notes.Search(item, new CategoricalParameter(name, choices, condition));
                break;
            case "Int" or "Float": notes.Search(item, Range(item, name, kind == "Int", config, condition, notes)); break;
            default: notes.Add(item, $"'{name}' is left out: '{kind}' is no kind of Keras Tuner's own"); break;
        }
    }

    private static Parameter Range(YamlNode item, string name, bool whole, YamlNode config, Condition? condition, ImportNotes notes)
    {
        var (low, high) = (config.At("min_value").Number() ?? double.NaN, config.At("max_value").Number() ?? double.NaN);
        var (step, sampling) = (config.At("step").Number(), config.At("sampling").Text() ?? "linear");
        if (sampling == "reverse_log")
        {
            notes.Add(item, $"'{name}' is drawn on a scale that is logarithmic towards its upper end: all its values are searched alike");
        }

        if (sampling == "log" && step is { } factor)
        {
            notes.Add(item, $"'{name}' goes up by a factor: its values are choices here, whose order a search does not know");
            return new CategoricalParameter(name, Powers(low, high, factor, whole).ToEquatableList(), condition);
        }

        step = sampling == "reverse_log" ? null : step;
        return whole && Math.Abs(low) < 1L << 53 && Math.Abs(high) < 1L << 53
            ? new IntParameter(name, (long)low, (long)high, sampling == "log", (long)(step ?? 1), condition)
            : new FloatParameter(name, low, high, sampling == "log", step, condition);
    }

    private static IEnumerable<string> Powers(double low, double high, double factor, bool whole)
    {
        var value = low;
        for (var i = 0; i < MostChoices && factor > 1 && low > 0 && value <= high * (1 + 1e-8); i++)
        {
            yield return (whole ? Math.Floor(value + 1e-8) : value).ToString("R", CultureInfo.InvariantCulture);
            value = low * Math.Pow(factor, i + 1);
        }
    }

    // Scopes within scopes name all their parents; the innermost implies the others, as far as its own parent has them.
    private static Condition? ConditionOf(YamlNode config, string name, ImportNotes notes)
    {
        var conditions = config.At("conditions").Items();
        if (conditions.Count == 0)
        {
            return null;
        }

        var inner = conditions[^1].At("config");
        var outer = conditions.SkipLast(1).Select(condition => condition.At("config").At("name").Text());
        if (inner.At("name").Text() is not { } parent || notes.Space.FirstOrDefault(p => p.Name == parent) is not { } known)
        {
            notes.Add(conditions[^1], $"'{name}' depends on what stands not above it: it is searched always");
            return null;
        }

        if (outer.Any(other => other != known.Condition?.Parent))
        {
            notes.Add(conditions[^1], $"'{name}' depends on several; here on '{parent}' alone");
        }

        var values = inner.At("values").Items()
            .Select(value => known is CategoricalParameter ? ParameterValue.Of(value.Spelled()) : value.Value())
            .Where(known.Contains).ToEquatableList();
        if (values.Count == 0 || known is FloatParameter { Step: null })
        {
            notes.Add(conditions[^1], $"'{name}' depends on values of '{parent}' that are none of its own: it is searched always");
            return null;
        }

        return new Condition(parent, values);
    }
}
