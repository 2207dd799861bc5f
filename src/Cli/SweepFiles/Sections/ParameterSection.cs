using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary>One hyper-parameter: <c>{ type: float, low, high, log, step, choices, when }</c>.</summary>
internal static class ParameterSection
{
    public static readonly string[] Keys = ["type", "low", "high", "log", "step", "choices", "when"];

    /// <param name="name">The hyper-parameter.</param>
    /// <param name="section">Its keys.</param>
    /// <param name="scope">Of what its condition may speak.</param>
    public static Parameter? Read(string name, Section section, SpaceScope scope)
    {
        var (condition, sound) = ConditionSection.Read(name, section, scope);
        Parameter? parameter = section.Choice("type", ["float", "int", "categorical"], section.Has("choices") ? "categorical" : null) switch
        {
            "float" => Real(name, section, condition),
            "int" => Integer(name, section, condition),
            "categorical" => Categorical(name, section, condition),
            _ => null,
        };
        return sound ? parameter : null;
    }

    private static FloatParameter? Real(string name, Section section, Condition? condition)
    {
        Forbid(section, "float", "choices");
        var (low, high, log) = (section.Real("low", null), section.Real("high", null), section.Truth("log", false));
        var step = section.Has("step") ? section.Real("step", null, "a number above 0") : null;
        return low is null || high is null || log is null || (section.Has("step") && step is null)
            ? null
            : new FloatParameter(name, low.Value, high.Value, log.Value, step, condition);
    }

    private static IntParameter? Integer(string name, Section section, Condition? condition)
    {
        Forbid(section, "int", "choices");
        const string Words = "a whole number";
        var (low, high) =
            (section.Whole("low", null, DefinitionLimits.Integer, Words), section.Whole("high", null, DefinitionLimits.Integer, Words));
        var (log, step) = (section.Truth("log", false), section.Whole("step", 1, DefinitionLimits.Step, Words));
        return low is null || high is null || log is null || step is null
            ? null : new IntParameter(name, low.Value, high.Value, log.Value, step.Value, condition);
    }

    private static CategoricalParameter? Categorical(string name, Section section, Condition? condition)
    {
        foreach (var key in new[] { "low", "high", "log", "step" })
        {
            Forbid(section, "categorical", key);
        }

        if (section["choices"] is not YamlList { Items.Count: > 0 } list)
        {
            return Refuse<CategoricalParameter>(section, "choices",
                $"'choices' is a list of at least one word, such as [max, mean]; found {section["choices"]?.Kind ?? "nothing"}.");
        }

        var choices = new List<string>();
        foreach (var item in list.Items)
        {
            if (item is not YamlScalar { IsNothing: false } scalar)
            {
                section.Problems.Add(item, $"a choice is a word or a number, not {item.Kind}.");
            }
            else
            {
                choices.Add(scalar.Text);
            }
        }
        return choices.Count == list.Items.Count ? new CategoricalParameter(name, choices.ToEquatableList(), condition) : null;
    }

    private static void Forbid(Section section, string type, string key)
    {
        if (section.Has(key))
        {
            section.Refuse(key, $"a parameter of type {type} has no '{key}'.");
        }
    }

    private static T? Refuse<T>(Section section, string key, string message) where T : class
    {
        section.Refuse(key, message);
        return null;
    }
}
