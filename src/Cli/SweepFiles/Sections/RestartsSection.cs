using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
using Orchestrator.Search;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>search: { algorithm: restarts, restarts: { of: 100, keep: [5], at_epoch: [10], draws: weights } }</c>, and what goes with
/// it.</summary>
internal static class RestartsSection
{
    private static readonly string[] Keys = ["of", "keep", "at_epoch", "draws"];

    /// <summary>The search with its rungs, and the hyper-parameter that numbers the draws; null = not restarts, or not right.</summary>
    public static (SearchDefinition Search, string? Draw) Read(Section section, SearchDefinition search)
    {
        if (search.Algorithm != SamplerRegistry.Restarts)
        {
            if (section.Has("restarts"))
            {
                section.Refuse("restarts", $"'restarts' goes with algorithm: {SamplerRegistry.Restarts}.");
            }

            return (search, null);
        }

        if (section.Has("trials"))
        {
            section.Refuse("trials", "each configuration of the space is drawn 'of' times; leave 'trials' out.");
        }
        if (section.Has("parallel"))
        {
            section.Refuse("parallel", "all draws of a configuration train at once, as slots allow; leave 'parallel' out.");
        }

        if (section.Required("restarts", Keys) is not { } restarts)
        {
            return (search, null);
        }

        var draws = restarts.Choice("draws", ["weights", "order"], "weights");
        var (of, keep, epochs) = (restarts.Whole("of", null, DefinitionLimits.Restarts),
            Numbers(restarts, "keep", DefinitionLimits.KeptOfRestarts), Numbers(restarts, "at_epoch", DefinitionLimits.Epochs));
        return of is null || keep is null || epochs is null || draws is null ? (search, null)
            : (search with { Restarts = new((int)of, keep, epochs) },
                draws == "weights" ? RestartsDefinition.Restart : RestartsDefinition.InputOrder);
    }

    /// <summary>The definition of restarts over a space, with the parameter that numbers the draws, the other kind of draw held, and as
    /// many trials as that gives.</summary>
    public static (SearchDefinition Search, SearchSpace Space, ModelDefinition Model) Complete(SearchDefinition search, SearchSpace space,
        ModelDefinition model, string draw)
    {
        var (of, other) = (search.Restarts!.Of, RestartsDefinition.Draws.First(name => name != draw));
        var whole = space with { Parameters = [.. space.Parameters, new IntParameter(draw, 0, Math.Max(0, of - 1))] };
        var trials = Math.Min((SamplerRegistry.GridSize(space) ?? int.MaxValue) * (double)of, int.MaxValue);
        var held = model.Fixed.TryGet(other, out _) || space.Parameters.Any(p => p.Name == other) ? model
            : model with { Fixed = model.Fixed.With(other, ParameterValue.Of(0)) };
        return (search with { Trials = (int)trials, Parallel = (int)Math.Clamp(of, 1, DefinitionLimits.Parallel.High) }, whole, held);
    }

    private static EquatableList<int>? Numbers(Section section, string key, WholeRange range)
    {
        if (section[key] is YamlList list)
        {
            int?[] read = [.. list.Items.Select(item => Number(section, key, item, range))];
            return read.All(number => number is not null) ? read.Select(number => number!.Value).ToEquatableList() : null;
        }

        return section.Whole(key, null, range, $"a number for each rung, such as [5]: {range.Words}") is { } one ? [(int)one] : null;
    }

    private static int? Number(Section section, string key, YamlNode item, WholeRange range) =>
        (int?)new Section(new YamlMap(item.Line, item.Column, [(new YamlScalar(item.Line, item.Column, key, false), item)]), $"'{key}'",
            section.Problems, []).Whole(key, null, range);
}
