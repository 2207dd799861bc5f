using FluentValidation;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Validation;

/// <summary>What is explained: each field by itself.</summary>
internal sealed class ExplanationValidator : AbstractValidator<ExplanationDefinition>
{
    public ExplanationValidator(DefinitionVocabulary vocabulary)
    {
        // It becomes the name of a folder.
        RuleFor(e => e.Sweep).Must(sweep => sweep.Value is { } name && SweepNames.IsValid(name))
            .WithState((_, sweep) => new Complaint($"{{found}} is no sweep: {SweepNames.Rule}.", FieldRules.Shown(sweep.Value)));
        RuleFor(e => e.Trials).IsThere().IsListOf(1, DefinitionLimits.MostExplained);
        RuleForEach(e => e.Trials).IsThere().SetValidator(new ExplainedTrialValidator());
        RuleFor(e => e.Options).IsThere().SetValidator(new ConfigurationValidator());
        RuleFor(e => e.Permuted).IsListOf(1, DefinitionLimits.MostExplained);
        RuleForEach(e => e.Permuted).IsThere().IsOneOf(vocabulary.Methods, "method");
        RuleFor(e => e.Paired).IsListOf(1, DefinitionLimits.MostExplained);
        RuleForEach(e => e.Paired).IsThere().SetValidator(new PairedInputsValidator());
    }

    private sealed class PairedInputsValidator : AbstractValidator<PairedInputs>
    {
        public PairedInputsValidator()
        {
            RuleFor(p => p.Output).IsThere();
            RuleFor(p => p.Inputs).IsThere().IsListOf(2, DefinitionLimits.MostPaired);
            RuleForEach(p => p.Inputs).Is(number => number >= 0, "an input's number, from 0");
        }
    }

    private sealed class ExplainedTrialValidator : AbstractValidator<ExplainedTrial>
    {
        public ExplainedTrialValidator()
        {
            RuleFor(t => t.Number).Is(number => number >= 0, "a trial's number, from 0");
            RuleFor(t => t.Parent).Is(number => number is null or >= 0, "a trial's number, from 0");
            RuleFor(t => t.Configuration).IsThere().SetValidator(new ConfigurationValidator());
            RuleFor(t => t.Score).Within(DefinitionLimits.Score);
        }
    }
}

/// <summary>What an explanation says together with the rest of its definition.</summary>
internal static class ExplanationRules
{
    /// <summary>All that does not fit; empty = nothing.</summary>
    public static IEnumerable<DefinitionProblem> Problems(SweepDefinition definition, DefinitionVocabulary vocabulary)
    {
        var explanation = definition.Explanation!;
        if (!vocabulary.Algorithms.Any(a => a.Name == definition.Search.Algorithm && a.Enumerates))
        {
            yield return new("search.algorithm", "an explanation asks every method about every trial: its algorithm is grid.");
        }
        if (definition.Search is not
            {
                Pruning: null, Stop: null, WarmStart: null, Population: null, Enqueued: null, Restarts: null,
                Elimination: null
            })
        {
            yield return new("search", "an explanation has no pruner, stop, warm start, population, restarts, elimination or enqueued "
                + "configurations.");
        }
        if (definition.TradesOff)
        {
            yield return new("furtherObjectives", "an explanation has one objective, the first of the explained sweep.");
        }
        if (explanation is { Permuted: not null, Paired: not null })
        {
            yield return new("explanation.paired", "pairs are of the explained networks, not of those on permuted targets: 'permuted' is "
                + "left out.");
        }
        if (explanation.Paired is not null)
        {
            if (definition.Space.Parameters is not [
                CategoricalParameter { Name: ExplanationDefinition.TrialParameter, Condition: null } pairedTrials,
            ] || definition.Space.IsConstrained)
            {
                yield return new("space", $"the space of pairs has the choices of '{ExplanationDefinition.TrialParameter}', and nothing "
                    + "else.");
                yield break;
            }

            foreach (var problem in OfTrials(explanation, pairedTrials))
            {
                yield return problem;
            }

            yield break;
        }
        if (explanation.Permuted is not null)
        {
            if (definition.Space.Parameters is not [
                CategoricalParameter { Name: ExplanationDefinition.TrialParameter, Condition: null } permutedTrials,
                IntParameter { Name: ExplanationDefinition.PermutationParameter, Condition: null, Low: 1, Step: 1, Log: false } count,
            ] || definition.Space.IsConstrained || !DefinitionLimits.Permutations.Contains(count.High))
            {
                yield return new("space", $"the space of permuted runs has the choices of '{ExplanationDefinition.TrialParameter}' and the "
                    + $"numbers of '{ExplanationDefinition.PermutationParameter}', from 1 to at most {DefinitionLimits.Permutations.High}, "
                    + "and nothing else.");
                yield break;
            }

            foreach (var problem in OfTrials(explanation, permutedTrials))
            {
                yield return problem;
            }

            if (explanation.Trials.Index().FirstOrDefault(trial => trial.Item.Parent is not null) is { Item: not null } grown)
            {
                yield return new($"explanation.trials[{grown.Index}].parent", "a trial that went on from another's weights or inputs is "
                    + "not trained anew on permuted targets: 'parent' is left out.");
            }

            yield break;
        }
        if (definition.Space.Parameters is not [
            CategoricalParameter { Name: ExplanationDefinition.TrialParameter, Condition: null } trials,
            CategoricalParameter { Name: ExplanationDefinition.MethodParameter, Condition: null } methods,
        ] || definition.Space.IsConstrained)
        {
            yield return new("space", $"the space of an explanation has the choices of '{ExplanationDefinition.TrialParameter}' and of "
                + $"'{ExplanationDefinition.MethodParameter}', and nothing else.");
            yield break;
        }
        foreach (var problem in OfTrials(explanation, trials))
        {
            yield return problem;
        }
        foreach (var (i, choice) in methods.Choices.Index())
        {
            if (!vocabulary.Methods.Contains(choice))
            {
                var complaint = FieldRules.Unknown("method", choice, [.. vocabulary.Methods]);
                yield return new($"space.parameters[1].choices[{i}]", complaint.Template, complaint.Found);
            }
        }
    }

    private static IEnumerable<DefinitionProblem> OfTrials(ExplanationDefinition explanation, CategoricalParameter trials) =>
        from item in trials.Choices.Index()
        where !explanation.Trials.Any(trial => ParameterValue.Of(trial.Number).ToString() == item.Item)
        select new DefinitionProblem($"space.parameters[0].choices[{item.Index}]", "{found} is none of the explained trials.",
            FieldRules.Shown(item.Item));
}
