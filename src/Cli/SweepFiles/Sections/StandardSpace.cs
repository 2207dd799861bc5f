using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary>The space of a sweep file without one: the model's own, less what the file holds fixed.</summary>
internal static class StandardSpace
{
    public static SearchSpace? Read(Section root, ModelDescription model, Configuration fixedValues, string? algorithm)
    {
        var parameters = new List<Parameter>();
        foreach (var parameter in model.DefaultSpace.Parameters)
        {
            if (fixedValues.TryGet(parameter.Name, out _))
            {
                continue;
            }

            var decided = parameter.Condition is { } condition && fixedValues.TryGet(condition.Parent, out _);
            if (decided && !SearchSpace.IsActive(parameter, fixedValues))
            {
                continue;
            }

            parameters.Add(decided ? parameter with { Condition = null } : parameter);
        }
        if (parameters.Count == 0)
        {
            root.Refuse("model",
                $"nothing is left to search: all that {model.Name} searches by default is fixed. Say in 'space' what varies.");
            return null;
        }
        var endless = parameters.Where(SpaceSection.IsEndless).Select(p => p.Name).ToArray();
        if (algorithm == "grid" && endless.Length > 0)
        {
            root.Refuse("search",
                $"a grid wants a 'space' of its own: the default one of {model.Name} has endlessly many values of "
                    + $"{string.Join(", ", endless)}.");
            return null;
        }
        return new SearchSpace(parameters.ToEquatableList());
    }
}
