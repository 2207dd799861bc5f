using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Models.Catalog;
using Orchestrator.Search.Population;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>search: { algorithm: population, population: 8 }</c>, and what goes with it.</summary>
internal static class PopulationSection
{
    /// <summary>The search with its population; as it is where it has none.</summary>
    public static SearchDefinition Read(Section section, SearchDefinition search)
    {
        if (search.Algorithm != SamplerRegistry.Population)
        {
            if (section.Has("population")) section.Refuse("population", $"'population' goes with algorithm: {SamplerRegistry.Population}.");
            return search;
        }
        var size = (int?)section.Integer("population", PopulationSampler.StandardSize, 2, 10_000) ?? PopulationSampler.StandardSize;
        if (section.Has("parallel")) section.Refuse("parallel", "a population trains a generation at a time, all its members at once; leave 'parallel' out.");
        if (section.Has("pruner")) section.Refuse("pruner", "a population gives up its worst members itself; leave the pruner out.");
        if (search.Trials < 2 * size) section.Refuse("trials", $"a population of {size} trains in generations of {size} trials, and learns nothing in the first: 'trials' is at least {2 * size}.");
        return search with { Parallel = size, Population = size };
    }

    /// <summary>Weights can be handed on only between networks of the same shape.</summary>
    public static void CheckShape(Section root, SearchSpace space, ModelDescription model)
    {
        foreach (var parameter in space.Parameters.Where(p => model.Find(p.Name) is not null && !ModelDescription.KeepsShape(p.Name)))
        {
            YamlNode? written = (root["space"] as YamlMap)?.Entries.FirstOrDefault(e => e.Key.Text == parameter.Name).Key;
            var message = $"'{parameter.Name}' changes the network's shape, so that a trial could not go on from another's weights: hold it fixed under 'model'.";
            if (written is null) root.Refuse("search", message);
            else root.Problems.Add(written, message);
        }
    }
}
