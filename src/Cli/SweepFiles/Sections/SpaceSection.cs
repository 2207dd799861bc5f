using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Search;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>space: { hyper-parameter: { type, ... } }</c>; without it the model's default space, or, for
/// restarts, nothing but their draws.</summary>
internal static class SpaceSection
{
    /// <param name="root">The sweep file.</param>
    /// <param name="model">What is known of a registered model; null = nothing.</param>
    /// <param name="definition">The model as the file has it.</param>
    /// <param name="algorithm">The sampler.</param>
    /// <param name="own">What trains, where that is the user's own; null = a registered model is trained.</param>
    /// <returns>The space as far as it can be read, and whether that is all of it.</returns>
    public static (SearchSpace? Space, bool Whole) Read(Section root, ModelDescription? model, ModelDefinition? definition,
        string? algorithm, string? own)
    {
        if (algorithm == SamplerRegistry.Elimination)
        {
            if (root.Has("space"))
            {
                root.Refuse("space", "an elimination searches the inputs alone: hold hyper-parameters under 'model', 'fixed'.");
            }

            return (new SearchSpace([]), true);
        }

        if (!root.Has("space"))
        {
            if (algorithm == SamplerRegistry.Restarts)
            {
                return (new SearchSpace([]), true); // one configuration, and its draws
            }

            if (own is not null)
            {
                root.Refuse("space", $"'space' is missing: of {own} nobody knows what to search. Name its hyper-parameters, a key each, "
                    + "with type, low and high or choices.");
                return (null, false);
            }

            return (model is null ? null : StandardSpace.Read(root, model, definition?.Fixed ?? Configuration.Empty, algorithm), true);
        }

        if (root["space"] is not YamlMap { Entries.Count: > 0 } map)
        {
            root.Refuse("space",
                $"'space' holds a hyper-parameter a key, each with type, low and high or choices; found {root["space"]!.Kind}.");
            return (null, false);
        }
        var scope = new SpaceScope(map.Entries.Select(e => e.Key.Text).ToHashSet(), definition?.Fixed ?? Configuration.Empty);
        foreach (var (key, value) in map.Entries)
        {
            if (ReadParameter(root, key, value, scope) is { } parameter)
            {
                scope.Earlier.Add(parameter);
            }
            else
            {
                scope.Broken.Add(key.Text);
            }
        }
        return (scope.Earlier.Count == 0 ? null : new SearchSpace(scope.Earlier.ToEquatableList()), scope.Broken.Count == 0);
    }

    public static bool IsEndless(Parameter parameter) => parameter is FloatParameter { Step: null } real && real.Low < real.High;

    private static Parameter? ReadParameter(Section root, YamlScalar key, YamlNode value, SpaceScope scope)
    {
        if (value is not YamlMap map)
        {
            root.Problems.Add(value,
                $"'{key.Text}' holds {string.Join(", ", ParameterSection.Keys)}, not {value.Kind}. A value that does not vary belongs "
                    + $"under 'model', 'fixed'.");
            return null;
        }
        return ParameterSection.Read(key.Text, new Section(map, $"'{key.Text}'", root.Problems, ParameterSection.Keys), scope);
    }
}
