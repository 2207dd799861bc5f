using FluentValidation;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>How configurations are chosen: each field by itself.</summary>
internal sealed class SearchValidator : AbstractValidator<SearchDefinition>
{
    public SearchValidator(DefinitionVocabulary vocabulary)
    {
        RuleFor(s => s.Algorithm).IsThere().IsOneOf(vocabulary.Algorithms.Select(a => a.Name), "algorithm");
        RuleFor(s => s.Trials).Within(DefinitionLimits.Trials);
        RuleFor(s => s.Parallel).Within(DefinitionLimits.Parallel);
        RuleFor(s => s.Population).Within(DefinitionLimits.Population);
        RuleFor(s => s.BestBy).IsDefined();
        RuleFor(s => s.Pruning).SetValidator(new PruningValidator(vocabulary)!);
        RuleFor(s => s.Stop).SetValidator(new StopValidator()!);
        RuleFor(s => s.Enqueued).IsListOf(0, DefinitionLimits.MostEnqueued);
        RuleForEach(s => s.Enqueued).IsThere().SetValidator(new ConfigurationValidator());
        RuleFor(s => s.WarmStart).SetValidator(new WarmStartValidator()!);
        RuleFor(s => s.Restarts).SetValidator(new RestartsValidator()!);
        RuleFor(s => s.Elimination).SetValidator(new EliminationValidator(vocabulary)!);
        RuleFor(s => s.FoldWise).SetValidator(new FoldWiseValidator()!);
    }

    private sealed class FoldWiseValidator : AbstractValidator<FoldWiseDefinition>
    {
        public FoldWiseValidator()
        {
            RuleFor(f => f.LeastChance).Within(DefinitionLimits.Chance);
            RuleFor(f => f.StartUpTrials).Within(DefinitionLimits.StartUp);
        }
    }

    private sealed class RestartsValidator : AbstractValidator<RestartsDefinition>
    {
        public RestartsValidator()
        {
            RuleFor(r => r.Of).Within(DefinitionLimits.Restarts);
            RuleFor(r => r.Keep).IsThere().IsListOf(1, DefinitionLimits.MostRungs);
            RuleForEach(r => r.Keep).Within(DefinitionLimits.KeptOfRestarts);
            RuleFor(r => r.AtEpoch).IsThere().IsListOf(1, DefinitionLimits.MostRungs);
            RuleForEach(r => r.AtEpoch).Within(DefinitionLimits.Epochs);
        }
    }

    private sealed class EliminationValidator : AbstractValidator<EliminationDefinition>
    {
        public EliminationValidator(DefinitionVocabulary vocabulary)
        {
            RuleFor(e => e.Keep).IsThere().IsListOf(1, (int)DefinitionLimits.EliminationRounds.High);
            RuleForEach(e => e.Keep).Within(DefinitionLimits.KeptInputs);
            RuleFor(e => e.Method).IsThere().IsOneOf(vocabulary.Methods, "method");
            RuleFor(e => e.StopAfter).Within(DefinitionLimits.EliminationRounds);
        }
    }

    private sealed class PruningValidator : AbstractValidator<PruningDefinition>
    {
        public PruningValidator(DefinitionVocabulary vocabulary)
        {
            RuleFor(p => p.Pruner).IsThere().IsOneOf(vocabulary.Pruners.Select(p => p.Name), "pruner");
            RuleFor(p => p.WarmUpEpochs).Within(DefinitionLimits.WarmUp);
            RuleFor(p => p.StartUpTrials).Within(DefinitionLimits.Trials);
            RuleFor(p => p.Percentile).Within(DefinitionLimits.Percentile);
            RuleFor(p => p.FirstRung).Within(DefinitionLimits.Epochs);
            RuleFor(p => p.Reduction).Within(DefinitionLimits.Reduction);
            RuleFor(p => p.Patience).Within(DefinitionLimits.Epochs);
            RuleFor(p => p.Limit).Within(DefinitionLimits.Score);
            RuleFor(p => p.Significance).Within(DefinitionLimits.Significance);
        }
    }

    private sealed class StopValidator : AbstractValidator<StopDefinition>
    {
        public StopValidator()
        {
            RuleFor(s => s.NoImprovement).Within(DefinitionLimits.Trials);
            RuleFor(s => s.Target).Within(DefinitionLimits.Score);
            RuleFor(s => s.Hours).Within(DefinitionLimits.Hours);
        }
    }

    private sealed class WarmStartValidator : AbstractValidator<WarmStartDefinition>
    {
        public WarmStartValidator()
        {
            RuleFor(w => w.Sweep).IsThere().IsText(DefinitionLimits.LongestWord);
            RuleFor(w => w.Trials).IsThere().IsListOf(0, DefinitionLimits.MostEarlierTrials);
            RuleForEach(w => w.Trials).IsThere().SetValidator(new EarlierTrialValidator());
        }
    }

    private sealed class EarlierTrialValidator : AbstractValidator<EarlierTrial>
    {
        public EarlierTrialValidator()
        {
            RuleFor(t => t.Configuration).IsThere().SetValidator(new ConfigurationValidator());
            RuleFor(t => t.Score).Within(DefinitionLimits.Score);
            RuleFor(t => t.Variance).Is(v => v >= 0 && double.IsFinite(v), "a finite variance of at least 0");
        }
    }
}
