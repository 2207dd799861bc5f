using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>search: { algorithm, trials, parallel, pruner, stop, enqueue }</c>; for the last see <see cref="EnqueueSection"/>.</summary>
internal static class SearchSection
{
    public static readonly string[] Keys = ["algorithm", "trials", "parallel", "pruner", "stop", "enqueue"];

    public static SearchDefinition? Read(Section? section, SweepVocabulary vocabulary)
    {
        if (section is null) return null;
        var algorithm = section.Choice("algorithm", vocabulary.Algorithms, "bayesian");
        var trials = section.Integer("trials", null, 1, 1_000_000);
        var parallel = section.Integer("parallel", 1, 1, 10_000);
        return algorithm is null || trials is null || parallel is null ? null : new SearchDefinition(algorithm, (int)trials, (int)parallel, PrunerSection.Read(section), StopSection.Read(section));
    }
}
