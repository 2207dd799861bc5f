using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Search;
using Orchestrator.Search.Population;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>search: { algorithm: population, population: 8 }</c>, and what goes with it.</summary>
internal static class PopulationSection
{
    /// <summary>The search with its population; as it is where it has none.</summary>
    public static SearchDefinition Read(Section section, SearchDefinition search)
    {
        if (search.Algorithm != SamplerRegistry.Population)
        {
            return search with { Population = section.WholeOrNothing("population", DefinitionLimits.Population) };
        }

        var size = (int?)section.Whole("population", PopulationSampler.StandardSize, DefinitionLimits.Population)
            ?? PopulationSampler.StandardSize;
        if (section.Has("parallel"))
        {
            section.Refuse("parallel", "a population trains a generation at a time, all its members at once; leave 'parallel' out.");
        }
        // Of the file alone: whoever asks for fewer trials on the command line wants to see whether it runs.
        if (search.Trials < 2 * size)
        {
            section.Refuse("trials",
                $"a population of {size} trains in generations of {size} trials, and learns nothing in the first: 'trials' is at least "
                + $"{2 * size}.");
        }

        return search with { Parallel = DefinitionLimits.Parallel.Contains(size) ? size : 1, Population = size };
    }
}
