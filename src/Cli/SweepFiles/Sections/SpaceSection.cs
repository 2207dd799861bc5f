using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>space: { hyper-parameter: { type, ... } }</c>; without it the model's default space.</summary>
internal static class SpaceSection
{
    public static SearchSpace? Read(Section root, ModelDescription? model, ModelDefinition? definition, string? algorithm)
    {
        if (!root.Has("space")) return model?.DefaultSpace;
        if (root["space"] is not YamlMap { Entries.Count: > 0 } map)
        {
            root.Refuse("space", $"'space' holds a hyper-parameter a key, each with type, low and high or choices; found {root["space"]!.Kind}.");
            return null;
        }
        var (parameters, known, broken) = (new List<Parameter>(), model?.HyperParameters.Select(h => h.Name).ToArray(), new HashSet<string>());
        foreach (var (key, value) in map.Entries)
        {
            if (known is not null && !known.Contains(key.Text)) root.Problems.AddUnknown(key, $"hyper-parameter of {model!.Name}:", key.Text, known);
            if (definition?.Fixed.TryGet(key.Text, out _) == true) root.Problems.Add(key, $"'{key.Text}' is searched here and fixed under 'model'; leave one of them out.");
            var parameter = value is YamlMap inner
                ? ParameterSection.Read(key.Text, new Section(inner, $"'{key.Text}'", root.Problems, ParameterSection.Keys), parameters, broken)
                : Refuse(root, key, value);
            if (parameter is null)
            {
                broken.Add(key.Text);
                continue;
            }
            if (model?.Find(key.Text) is { } hyperParameter) CheckRange(root, value, parameter, hyperParameter, model);
            if (algorithm == "grid" && parameter is FloatParameter { Step: null } real && real.Low < real.High)
                root.Problems.Add(value, $"'{key.Text}' has endlessly many values, which no grid can hold: give it a 'step', or choose another algorithm.");
            parameters.Add(parameter);
        }
        return broken.Count == 0 ? new SearchSpace(parameters.ToEquatableList()) : null;
    }

    private static Parameter? Refuse(Section root, YamlScalar key, YamlNode value)
    {
        root.Problems.Add(value, $"'{key.Text}' holds {string.Join(", ", ParameterSection.Keys)}, not {value.Kind}. A value that does not vary belongs under 'model', 'fixed'.");
        return null;
    }

    private static void CheckRange(Section root, YamlNode where, Parameter parameter, HyperParameter allowed, ModelDescription model)
    {
        var outside = parameter switch
        {
            FloatParameter p => new[] { ParameterValue.Of(p.Low), ParameterValue.Of(p.High) }.Where(v => !allowed.Allows(v)).ToArray(),
            IntParameter p => new[] { ParameterValue.Of(p.Low), ParameterValue.Of(p.High) }.Where(v => !allowed.Allows(v)).ToArray(),
            CategoricalParameter p => p.Choices.Select(c => ParameterValue.Of(c)).Where(v => !allowed.Allows(v)).ToArray(),
            _ => [],
        };
        if (parameter is FloatParameter && allowed.Allowed is IntParameter)
            root.Problems.Add(where, $"'{parameter.Name}' of {model.Name} is {allowed.Range}: its type is int, not float.");
        else if (outside.Length > 0)
            root.Problems.Add(where, $"'{parameter.Name}' of {model.Name} is {allowed.Range}, not {string.Join(", ", outside)}.");
    }
}
