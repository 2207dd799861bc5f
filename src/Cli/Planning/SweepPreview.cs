using Orchestrator.Cli.SweepFiles.Sections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Search;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Cli.Planning;

/// <summary>What a sweep would do, before it has done anything.</summary>
/// <param name="Points">Points of the space, or of the grid over it, that meet the constraints; null when they are endless or too many to
/// count.</param>
/// <param name="Feasible">Share of the space that its constraints leave; null when it has none.</param>
/// <param name="Trials">Most trials, no more than there are points: but for a population no search repeats one.</param>
/// <param name="Attempts">Trainings when nothing fails.</param>
/// <param name="Folds">Validation splits of a trial.</param>
/// <param name="Leakage">What lies on both sides of the splits.</param>
/// <param name="Endless">Whether a real parameter is searched without steps.</param>
/// <param name="Remarks">What else the user should know of space, data and splits.</param>
/// <param name="Suggestions">The first, each with those before it pending.</param>
/// <param name="Networks">How large the networks are; null = none of the configurations that were tried fits the data, or a command
/// trains.</param>
/// <param name="Command">What trains; null = a registered model is trained, or clients train.</param>
/// <param name="Lease">Seconds for which a client that trains may be silent; null = no clients train.</param>
/// <param name="FoldWise">How trials earn their folds; null = each gets all of them.</param>
/// <param name="Time">How long that takes; null = no earlier sweep was named that would tell.</param>
public sealed record SweepPreview(
    string Name, string Algorithm, long? Points, FeasibleShare? Feasible, long Trials, int Parallel, int Folds, bool Refit, long Attempts,
        int Epochs, string DataFingerprint,
    IReadOnlyList<Configuration> Suggestions, IReadOnlyList<LeakageFinding> Leakage, bool Endless, IReadOnlyList<string> Remarks,
        NetworkSizes? Networks, string? Command = null, int? Lease = null, FoldWiseDefinition? FoldWise = null,
        TimeForecast? Time = null)
{
    /// <summary>The preview of a definition.</summary>
    internal static SweepPreview Of(SweepDefinition definition, Inspection inspection, int suggestions)
    {
        var search = definition.Search;
        var feasible = definition.Space.IsConstrained ? FeasibleShare.Of(definition.Space) : null;
        var enumerates = search.Algorithm is SamplerRegistry.Grid or SamplerRegistry.Restarts;
        var endless = !enumerates && definition.Space.Parameters.Any(SpaceSection.IsEndless);
        var points = endless ? null
            : enumerates || feasible is null ? SamplerRegistry.GridSize(definition.Space)
            : feasible.Exact ? (long?)Math.Round(feasible.Share * feasible.Points) : null;
        var repeats = search.Algorithm == SamplerRegistry.Population; // with other weights
        var trials = !repeats && points is { } all ? Math.Min(search.Trials, all) : search.Trials;
        var sampler = SamplerRegistry.Create(definition);
        var first = new List<Configuration>();
        first.AddRange((search.Enqueued ?? []).Take((int)Math.Min(suggestions, trials)));
        while (first.Count < Math.Min(suggestions, trials)
            && sampler.Suggest(new SuggestionRequest(first.Count, [], [.. first])) is { } next)
        {
            first.Add(next);
        }

        var sweeps = definition.CrossValidation.Nested is null ? 1 : definition.CrossValidation.Folds;
        var splits = definition.CrossValidation.Splits;
        var attempts = (trials * splits + (definition.HasRefit ? 1 : 0)) * sweeps;
        return new SweepPreview(
            definition.Name, search.Algorithm, points, feasible, trials, search.Parallel, splits, definition.HasRefit, attempts,
            definition.Stopping.Epochs, inspection.Fingerprint, first, inspection.Leakage, endless,
            [.. SpaceRemarks.Of(definition.Space), .. inspection.Remarks],
            inspection.Shape is { } shape ? NetworkSizes.Of(definition, first, shape) : null, definition.Model.Command?.Line,
            definition.Model.External?.Lease, search.FoldWise);
    }
}
