using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Training;

namespace Orchestrator.Cli.Planning;

/// <summary>How large the networks of a sweep are, and what they leave on the disk.</summary>
/// <param name="Fewest">Weights of the smallest network that was built.</param>
/// <param name="Most">Weights of the largest.</param>
/// <param name="DiskBytes">Most bytes of checkpoints and model, if every network were the largest.</param>
public sealed record NetworkSizes(long Fewest, long Most, long DiskBytes)
{
    /// <summary>Of the first suggestions, and of the corner of the space where all numbers are largest.</summary>
    internal static NetworkSizes? Of(SweepDefinition definition, IReadOnlyList<Configuration> suggestions, DataShape shape)
    {
        long[] weights =
        [
            .. suggestions.Append(Corner(definition.Space, suggestions)).Distinct()
                .Select(trial => Weights(definition, trial, shape)).OfType<long>(),
        ];
        return weights.Length == 0 ? null : new NetworkSizes(weights.Min(), weights.Max(), DiskForecast.Bytes(definition, weights.Max()));
    }

    // What an elimination varies is no hyper-parameter, but the width of the rows.
    private static long? Weights(SweepDefinition definition, Configuration trial, DataShape shape) =>
        definition.Search.Elimination is null ? NetworkSize.WeightsOf(definition.Model, trial, shape)
            : NetworkSize.WeightsOf(definition.Model, Configuration.Empty,
                shape with { Row = [EliminationDefinition.CountOf(trial, shape.Row[0]) ?? shape.Row[0]] });

    // Of choices, those of the first suggestion: which of them makes the largest network nobody knows.
    private static Configuration Corner(SearchSpace space, IReadOnlyList<Configuration> suggestions)
    {
        var first = suggestions.Count > 0 ? suggestions[0] : Configuration.Empty;
        return new Configuration(first.Settings.Select(setting => space.Parameters.Single(p => p.Name == setting.Name) switch
        {
            IntParameter whole => setting with { Value = ParameterValue.Of(whole.High - (whole.High - whole.Low) % whole.Step) },
            FloatParameter { Step: null } real => setting with { Value = ParameterValue.Of(real.High) },
            _ => setting,
        }).ToEquatableList());
    }
}
