using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Spaces;

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
        var step = section.Has("step") ? section.Real("step", null, double.Epsilon, range: "a number above 0") : null;
        if (low is not { } from || high is not { } to || log is not { } logarithmic || (section.Has("step") && step is null)) return null;
        if (from > to) return Refuse<FloatParameter>(section, "low", $"'low' ({Of(from)}) lies above 'high' ({Of(to)}).");
        if (logarithmic && from <= 0) return Refuse<FloatParameter>(section, "low", $"a logarithmic scale begins above 0; 'low' is {Of(from)}.");
        if (logarithmic && step is not null) return Refuse<FloatParameter>(section, "step", "a logarithmic scale has no 'step'.");
        if (step > to - from && to > from) return Refuse<FloatParameter>(section, "step", $"'step' ({Of(step.Value)}) is longer than the range from {Of(from)} to {Of(to)}.");
        return new FloatParameter(name, from, to, logarithmic, step, condition);
    }

    private static IntParameter? Integer(string name, Section section, Condition? condition)
    {
        Forbid(section, "int", "choices");
        var (low, high, log) = (section.Integer("low", null, -Section.MostExact), section.Integer("high", null, -Section.MostExact), section.Truth("log", false));
        var step = section.Integer("step", 1, 1);
        if (low is not { } from || high is not { } to || log is not { } logarithmic || step is not { } stride) return null;
        if (from > to) return Refuse<IntParameter>(section, "low", $"'low' ({from}) lies above 'high' ({to}).");
        if (logarithmic && from < 1) return Refuse<IntParameter>(section, "low", $"a logarithmic scale begins at 1 or above; 'low' is {from}.");
        if (logarithmic && stride > 1) return Refuse<IntParameter>(section, "step", "a logarithmic scale has no 'step'.");
        if (stride > to - from && to > from) return Refuse<IntParameter>(section, "step", $"'step' ({stride}) is longer than the range from {from} to {to}.");
        return new IntParameter(name, from, to, logarithmic, stride, condition);
    }

    private static CategoricalParameter? Categorical(string name, Section section, Condition? condition)
    {
        foreach (var key in new[] { "low", "high", "log", "step" }) Forbid(section, "categorical", key);
        if (section["choices"] is not YamlList { Items.Count: > 0 } list)
            return Refuse<CategoricalParameter>(section, "choices", $"'choices' is a list of at least one word, such as [max, mean]; found {section["choices"]?.Kind ?? "nothing"}.");
        var choices = new List<string>();
        foreach (var item in list.Items)
        {
            if (item is not YamlScalar { IsNothing: false } scalar) section.Problems.Add(item, $"a choice is a word or a number, not {item.Kind}.");
            else if (choices.Contains(scalar.Text)) section.Problems.Add(item, $"the choice '{scalar.Text}' stands here twice.");
            else choices.Add(scalar.Text);
        }
        return new CategoricalParameter(name, choices.ToEquatableList(), condition);
    }

    private static ParameterValue Of(double number) => ParameterValue.Of(number); // which is written alike in all countries

    private static void Forbid(Section section, string type, string key)
    {
        if (section.Has(key)) section.Refuse(key, $"a parameter of type {type} has no '{key}'.");
    }

    private static T? Refuse<T>(Section section, string key, string message) where T : class
    {
        section.Refuse(key, message);
        return null;
    }
}
