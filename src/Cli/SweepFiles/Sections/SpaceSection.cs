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
        if (!root.Has("space")) return model is null ? null : StandardSpace.Read(root, model, definition?.Fixed ?? Configuration.Empty, algorithm);
        if (root["space"] is not YamlMap { Entries.Count: > 0 } map)
        {
            root.Refuse("space", $"'space' holds a hyper-parameter a key, each with type, low and high or choices; found {root["space"]!.Kind}.");
            return null;
        }
        var scope = new SpaceScope(map.Entries.Select(e => e.Key.Text).ToHashSet(), definition?.Fixed ?? Configuration.Empty);
        foreach (var (key, value) in map.Entries)
        {
            CheckName(root, key, model, scope);
            if (ReadParameter(root, key, value, model, scope) is not { } parameter)
            {
                scope.Broken.Add(key.Text);
                continue;
            }
            if (algorithm == "grid" && IsEndless(parameter))
                root.Problems.Add(key, $"'{key.Text}' has endlessly many values, which no grid can hold: {(parameter is FloatParameter { Log: true } ? "list some as 'choices'" : "give it a 'step'")}, or choose another algorithm.");
            scope.Earlier.Add(parameter);
        }
        return scope.Broken.Count == 0 ? new SearchSpace(scope.Earlier.ToEquatableList()) : null;
    }

    public static bool IsEndless(Parameter parameter) => parameter is FloatParameter { Step: null } real && real.Low < real.High;

    private static void CheckName(Section root, YamlScalar key, ModelDescription? model, SpaceScope scope)
    {
        if (scope.Fixed.TryGet(key.Text, out _)) root.Problems.Add(key, $"'{key.Text}' is searched here and fixed under 'model'; leave one of them out.");
        else if (model is not null && model.Find(key.Text) is null)
            root.Problems.AddUnknown(key, "hyper-parameter", key.Text, [.. model.HyperParameters.Select(h => h.Name)], $" of {model.Name}", KeyPlaces.Advice(key.Text));
    }

    private static Parameter? ReadParameter(Section root, YamlScalar key, YamlNode value, ModelDescription? model, SpaceScope scope)
    {
        if (value is not YamlMap map)
        {
            root.Problems.Add(value, $"'{key.Text}' holds {string.Join(", ", ParameterSection.Keys)}, not {value.Kind}. A value that does not vary belongs under 'model', 'fixed'.");
            return null;
        }
        var section = new Section(map, $"'{key.Text}'", root.Problems, ParameterSection.Keys);
        var parameter = ParameterSection.Read(key.Text, section, scope);
        if (parameter is not null && model?.Find(key.Text) is { } allowed) CheckRange(section, parameter, allowed, model);
        return parameter;
    }

    private static void CheckRange(Section section, Parameter parameter, HyperParameter allowed, ModelDescription model)
    {
        var kind = $"'{parameter.Name}' of {model.Name} is {allowed.Range}";
        if (parameter is FloatParameter && allowed.Allowed is IntParameter) section.Refuse("type", $"{kind}: its type is int, not float.");
        else if (parameter is not CategoricalParameter && allowed.Allowed is CategoricalParameter) section.Refuse("type", $"{kind}: its type is categorical.");
        else if (parameter is CategoricalParameter)
        {
            foreach (var item in ((YamlList)section["choices"]!).Items.OfType<YamlScalar>().Where(s => !s.IsNothing && !allowed.Allows(ParameterValue.Of(s.Text))))
                section.Problems.Add(item, $"{kind}, not {item.Kind}.");
        }
        else
        {
            foreach (var end in new[] { "low", "high" })
            {
                if (Values.For(parameter, section[end]!) is { } value && !allowed.Allows(value)) section.Refuse(end, $"{kind}, not {section[end]!.Kind}.");
            }
        }
    }
}
