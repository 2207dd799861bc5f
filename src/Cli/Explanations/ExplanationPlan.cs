using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Validation;
using Orchestrator.Interpretation;
using Orchestrator.Interpretation.Methods;
using Orchestrator.Models;
using Orchestrator.Models.Catalog;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Explanations;

/// <summary>What shall be explained of a sweep, as the definition of a sweep of its own.</summary>
internal static class ExplanationPlan
{
    private const string Suffix = "-explained", PermutedSuffix = "-permuted", PairedSuffix = "-pairs";
    private const int MostOutputs = 12; // of which pairs are told

    /// <summary>The definition: every method is asked about every one of the best trials.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="source">The explained sweep.</param>
    /// <param name="top">So many of its best trials, as far as they have their checkpoints.</param>
    /// <param name="methods">Names of methods; empty = all.</param>
    /// <param name="options">Values of their options.</param>
    /// <param name="tell">Hears what was asked for and is not done.</param>
    /// <exception cref="UserError">Nothing can be explained, or a name or value is not known.</exception>
    public static async Task<SweepDefinition> OfAsync(ISweepClient place, SweepState source, int top, IReadOnlyList<string> methods,
        Configuration options, Action<string> tell)
    {
        if (source.Definition.Explanation is { } earlier)
        {
            throw new UserError($"'{source.Id}' explains '{earlier.Sweep}' already: look with 'orchestrator explain {earlier.Sweep}'.");
        }

        if (source.Definition.Model.Command is { } command)
        {
            throw new UserError($"'{source.Id}' was trained by a command of its own ({command.Line}), and only networks of registered "
                + $"models are explained. Save what it trained with 'orchestrator best {source.Id} --save FILE', and ask it in its own "
                + "language.");
        }

        if (source.Definition.IsExternal)
        {
            throw new UserError($"'{source.Id}' was trained by clients, and only networks of registered models are explained.");
        }

        var trials = await BestAsync(place, source, top, tell);
        string[] asked =
            methods.Count == 0 ? [.. AttributionMethods.Names] : [.. methods.Select(name => Known(name).Description.Name).Distinct()];
        Check(options, asked);
        var pairs = trials.Length * asked.Length;
        return source.Definition with
        {
            Name = NameOf(source, Suffix),
            Search = new("grid", pairs, Math.Min(pairs, (int)DefinitionLimits.Parallel.High)),
            Space = ExplanationDefinition.Space(trials.Select(trial => trial.Number), asked),
            AdditionalObjectives = null,
            Artifacts = null,
            Explanation = new(source.Id, trials.ToEquatableList(), options),
        };
    }

    /// <summary>The explanation that was asked for before, in the same words; null = there is none.</summary>
    public static async Task<SweepState?> FindAsync(ISweepClient place, SweepDefinition definition)
    {
        foreach (var summary in await place.ListAsync())
        {
            if (summary.Sweep.Value.StartsWith(definition.Name, StringComparison.Ordinal)
                && await place.FindAsync(summary.Sweep.Value) is var state
                && state.Definition.Explanation == definition.Explanation && state.Definition.Space == definition.Space
                && state.Status != Contracts.Trials.SweepStatus.Cancelled)
            {
                return state;
            }
        }

        return null;
    }

    /// <summary>Refuses permuted runs that cannot be trained, before anything else is computed.</summary>
    /// <param name="source">The explained sweep.</param>
    /// <param name="explanation">What is asked about its own networks.</param>
    /// <param name="permutations">How many, at least 1.</param>
    /// <exception cref="UserError">They cannot be trained anew, or are too many.</exception>
    public static void CheckPermutable(SweepState source, SweepDefinition explanation, int permutations)
    {
        var asked = explanation.Explanation!;
        if (asked.Trials.Any(trial => trial.Parent is not null) || source.Definition.Search.Elimination is not null)
        {
            throw new UserError($"--permutations: trials of '{source.Id}' went on from others, so that they cannot be trained anew by "
                + "themselves: run their hyper-parameters as a sweep of their own, and explain that.");
        }

        var (trials, splits) = ((long)asked.Trials.Count * permutations, explanation.CrossValidation.Splits);
        if (trials > DefinitionLimits.Trials.High || trials * splits > DefinitionLimits.MostTrainings)
        {
            throw new UserError($"--permutations {permutations}: {trials} trials of {splits} splits are more than "
                + $"{DefinitionLimits.MostTrainings} trainings: ask for fewer, or for fewer trials with --top.");
        }
    }

    /// <summary>The definition of permuted runs: each of the explained trials is trained anew in all folds on so many permutations of the
    /// targets, and the same methods are asked in the same way.</summary>
    /// <param name="source">The explained sweep.</param>
    /// <param name="explanation">What was asked about its own networks.</param>
    /// <param name="methods">Those that have answered.</param>
    /// <param name="permutations">How many, at least 1; see <see cref="CheckPermutable"/>.</param>
    public static SweepDefinition Permuted(SweepState source, SweepDefinition explanation, IReadOnlyList<string> methods, int permutations)
    {
        var asked = explanation.Explanation!;
        var trials = asked.Trials.Count * permutations;
        return explanation with
        {
            Name = NameOf(source, PermutedSuffix),
            Search = new("grid", trials, Math.Min(trials, (int)DefinitionLimits.Parallel.High)),
            Space = ExplanationDefinition.Space(asked.Trials.Select(trial => trial.Number), permutations),
            Explanation = asked with { Permuted = methods.ToEquatableList() },
        };
    }

    /// <summary>Refuses pairs that nobody can compute, before anything else is.</summary>
    /// <param name="source">The explained sweep.</param>
    /// <param name="count">Inputs of each ranking.</param>
    /// <exception cref="UserError">Too few or too many, or the inputs are DNA.</exception>
    public static void CheckPairs(SweepState source, int count)
    {
        if (count is < 2 or > DefinitionLimits.MostPaired)
        {
            throw new UserError(count < 2 ? $"--pairs {count}: at least 2 inputs make a pair."
                : $"--pairs {count}: of at most {DefinitionLimits.MostPaired} inputs.");
        }

        if (ModelCatalog.Find(source.Definition.Model.Name).Input == InputKind.Sequence)
        {
            throw new UserError("--pairs: DNA has no inputs that are there or not; '--methods in-silico-mutagenesis' asks position by "
                + "position.");
        }
    }

    /// <summary>The definition of pairs: the networks of all explained trials are asked which of the first inputs of each ranking act
    /// together.</summary>
    /// <param name="source">The explained sweep.</param>
    /// <param name="definition">What was asked about its networks.</param>
    /// <param name="explanation">Has the rankings.</param>
    /// <param name="count">Inputs of each ranking, at least 2.</param>
    public static SweepDefinition Paired(SweepState source, SweepDefinition definition, Explanation explanation, int count)
    {
        var asked = definition.Explanation!;
        return definition with
        {
            Name = NameOf(source, PairedSuffix),
            Search = new("grid", asked.Trials.Count, Math.Min(asked.Trials.Count, (int)DefinitionLimits.Parallel.High)),
            Space = ExplanationDefinition.Space(asked.Trials.Select(trial => trial.Number)),
            Explanation = asked with
            {
                Options = Configuration.Empty,
                Paired = explanation.Outputs.Take(MostOutputs).Select(output => new PairedInputs(
                    output, explanation.Ranking(output).Take(count).Select(input => input.Input).ToEquatableList())).ToEquatableList(),
            },
        };
    }

    private static string NameOf(SweepState source, string suffix)
    {
        const int Longest = 64;
        var name = source.Id.Value;
        return $"{name[..Math.Min(name.Length, Longest - suffix.Length)]}{suffix}";
    }

    private static async Task<ExplainedTrial[]> BestAsync(ISweepClient place, SweepState source, int top, Action<string> tell)
    {
        var scored = source.Ranked().Take(top).ToArray();
        var stored = new List<TrialState>();
        foreach (var trial in scored.Where(trial => source.Stored.Contains(trial.Number)))
        {
            // 'clean' is not journaled.
            if (await place.HasArtifactAsync(source.Id, new FoldId(trial.Number, 0), ArtifactNames.Checkpoint))
            {
                stored.Add(trial);
            }
        }

        if (stored.Count == 0)
        {
            throw new UserError(scored.Length == 0
                ? $"No trial of '{source.Id}' has a score yet."
                : $"The networks of '{source.Id}' are not kept: its checkpoints were deleted, as 'artifacts' or 'orchestrator clean' "
                    + "asked. Run it again with 'artifacts: { keep: best 5 }'.");
        }

        if (stored.Count < top)
        {
            tell(scored.Length < top ? $"'{source.Id}' has {Words.Count(scored.Length, "trial")} with a score: "
                    + $"{stored.Count} of the {top} that were asked for are explained."
                : $"Of the best {top} trials of '{source.Id}' {stored.Count} have their checkpoints still, and are explained; "
                    + "'artifacts: { keep: best N }' in the sweep file keeps more.");
        }

        // What an elimination varies is no hyper-parameter: the checkpoints say which inputs they take.
        return
        [
            .. stored.Select(trial => new ExplainedTrial(trial.Number,
                source.Definition.Search.Elimination is null ? trial.Configuration : Configuration.Empty, trial.Mean!.Value, trial.Parent)),
        ];
    }

    private static IAttributionMethod Known(string name)
    {
        try
        {
            return AttributionMethods.Find(name);
        }
        catch (KeyNotFoundException e)
        {
            throw new UserError($"--methods: {e.Message}");
        }
    }

    // An option has to be one of a method that is asked, and in its range there.
    private static void Check(Configuration options, string[] methods)
    {
        var asked = Array.ConvertAll(methods, name => AttributionMethods.Find(name).Description);
        foreach (var (name, value) in options.Settings)
        {
            var heeding = asked.Where(method => method.Options.Any(option => option.Name == name)).ToArray();
            if (heeding.Length == 0)
            {
                string[] names = [.. asked.SelectMany(method => method.Options.Select(option => option.Name)).Distinct()];
                throw new UserError($"--set {name}={value}: no method that is asked has the option '{name}'; there are "
                    + $"{string.Join(", ", names)}.{(NearestWord.Find(name, names) is { } near ? $" Did you mean '{near}'?" : "")}");
            }

            foreach (var method in heeding)
            {
                try
                {
                    _ = new MethodOptions(method, Configuration.Empty.With(name, value));
                }
                catch (SettingException e)
                {
                    throw new UserError($"--set {name}={value}: {e.Message}");
                }
            }
        }
    }
}
