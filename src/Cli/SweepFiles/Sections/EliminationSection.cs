using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Search;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>search: { algorithm: elimination, elimination: { keep: 0.5, rounds: 6, method: integrated-gradients, stop_after: 2 } }</c>,
/// or <c>keep: [0.5, 100, 30]</c>.</summary>
internal static class EliminationSection
{
    private const string Usual = "integrated-gradients";

    private static readonly string[] Keys = ["keep", "rounds", "method", "stop_after"];

    /// <summary>The search with its rounds, as many trials as there are; unchanged where it is no elimination, or not right.</summary>
    public static SearchDefinition Read(Section section, SearchDefinition search)
    {
        if (search.Algorithm != SamplerRegistry.Elimination)
        {
            if (section.Has("elimination"))
            {
                section.Refuse("elimination", $"'elimination' goes with algorithm: {SamplerRegistry.Elimination}.");
            }

            return search;
        }

        foreach (var key in new[] { "trials", "parallel" }.Where(section.Has))
        {
            section.Refuse(key, $"the rounds of an elimination are its trials, one after the other; leave '{key}' out.");
        }

        if (section.Required("elimination", Keys) is not { } elimination)
        {
            return search;
        }

        var (method, stop) = (elimination.Text("method", Usual),
            elimination.Has("stop_after") ? elimination.Whole("stop_after", null, DefinitionLimits.EliminationRounds) : null);
        return Kept(elimination) is not { } keep || method is null ? search
            : search with { Trials = keep.Count + 1, Elimination = new(keep, method, (int?)stop) };
    }

    private static EquatableList<double>? Kept(Section section)
    {
        if (section["keep"] is YamlList list)
        {
            if (section.Has("rounds"))
            {
                section.Refuse("rounds", "'keep' lists the rounds; 'rounds' goes with a share that stays from each to the next.");
            }

            double?[] read = [.. list.Items.Select(item => Number(section, item))];
            return read.All(number => number is not null) ? read.Select(number => number!.Value).ToEquatableList() : null;
        }

        var share = section.Real("keep", null, DefinitionLimits.KeptShare.Words);
        if (share is { } given && !DefinitionLimits.KeptShare.Contains(given))
        {
            section.Refuse("keep", $"'keep' is {DefinitionLimits.KeptShare.Words}, or a list of what stays in each round, not {given}.");
            share = null;
        }

        var rounds = section.Whole("rounds", null, DefinitionLimits.EliminationRounds);
        return share is { } each && rounds is { } count
            ? Enumerable.Range(1, (int)count).Select(round => Math.Round(Math.Pow(each, round), 6)).ToEquatableList() : null;
    }

    private static double? Number(Section section, YamlNode item) =>
        new Section(new YamlMap(item.Line, item.Column, [(new YamlScalar(item.Line, item.Column, "keep", false), item)]), "'keep'",
            section.Problems, []).Real("keep", null, DefinitionLimits.KeptInputs.Words);
}
