using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>enqueue: [{ learning_rate: 0.001, units: 64 }]</c>: configurations that are tried first.</summary>
internal static class EnqueueSection
{
    /// <summary>Null where there are none.</summary>
    public static EquatableList<Configuration>? Read(Section search, SearchSpace space)
    {
        if (!search.Has("enqueue"))
        {
            return null;
        }

        if (search["enqueue"] is not YamlList { Items.Count: > 0 } list)
        {
            search.Refuse("enqueue",
                $"'enqueue' is a list of configurations, such as [{{ learning_rate: 0.001 }}]; found {search["enqueue"]!.Kind}.");
            return null;
        }
        return list.Items.Select(item => ReadOne(search, item, space)).OfType<Configuration>().ToEquatableList();
    }

    private static Configuration? ReadOne(Section search, YamlNode item, SearchSpace space)
    {
        if (item is not YamlMap map)
        {
            search.Problems.Add(item, $"a configuration holds a value for each hyper-parameter of the space, not {item.Kind}.");
            return null;
        }
        var section = new Section(map, "the configuration", search.Problems, [.. space.Parameters.Select(p => p.Name)]);
        var configuration = Configuration.Empty;
        foreach (var parameter in space.Parameters.Where(p => SearchSpace.IsActive(p, configuration)))
        {
            if (!section.Has(parameter.Name))
            {
                search.Problems.Add(map,
                    $"'{parameter.Name}' is missing: a configuration that is tried first gives every hyper-parameter of the "
                        + $"space a value.");
            }
            else if (Values.For(parameter, section[parameter.Name]!) is { } value && parameter.Contains(value))
            {
                configuration = configuration.With(parameter.Name, value);
            }
            else
            {
                section.Refuse(parameter.Name, $"{section[parameter.Name]!.Kind} is not a value of '{parameter.Name}' in the space.");
            }
        }
        if (space.Violated(configuration) is not { } violated)
        {
            return configuration;
        }

        search.Problems.Add(map, $"this configuration breaks the constraint '{violated}', so that it can never be tried.");
        return null;
    }
}
