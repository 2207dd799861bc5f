using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Search;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>search: { algorithm, population, restarts, elimination, trials, parallel, fold_wise, cost_aware, best_by, pruner, stop,
/// enqueue }</c>; for the last see <see cref="EnqueueSection"/>.</summary>
internal static class SearchSection
{
    public static readonly string[] Keys =
    [
        "algorithm", "population", "restarts", "elimination", "trials", "parallel", "fold_wise", "cost_aware", "best_by", "pruner",
        "stop", "enqueue",
    ];

    /// <param name="section">The keys.</param>
    /// <param name="vocabulary">Names of the samplers.</param>
    /// <param name="tradesOff">Whether there are several objectives.</param>
    public static SearchDefinition? Read(Section? section, SweepVocabulary vocabulary, bool tradesOff)
    {
        if (section is null)
        {
            return null;
        }

        var algorithm = section.Choice("algorithm", vocabulary.Algorithms, tradesOff ? "parego" : "bayesian");
        var trials = section.Whole("trials", algorithm is SamplerRegistry.Restarts or SamplerRegistry.Elimination ? 1 : null,
            DefinitionLimits.Trials);
        var parallel = section.Whole("parallel", 1, DefinitionLimits.Parallel);
        if (algorithm is null || trials is null || parallel is null)
        {
            return null;
        }

        return PopulationSection.Read(section,
            new SearchDefinition(algorithm, (int)trials, (int)parallel, PrunerSection.Read(section), StopSection.Read(section),
                FoldWise: FoldWiseSection.Read(section), CostAware: section.Truth("cost_aware", false) ?? false,
                BestBy: section.Choice("best_by", ["mean", "posterior"], "mean") == "posterior" ? BestBy.Posterior : BestBy.Mean));
    }
}
