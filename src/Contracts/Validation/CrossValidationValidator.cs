using FluentValidation;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>How a configuration is judged.</summary>
internal sealed class CrossValidationValidator : AbstractValidator<CrossValidationDefinition>
{
    /// <param name="folds">How many there may be.</param>
    public CrossValidationValidator(WholeRange folds)
    {
        RuleFor(c => c.Folds).Within(folds);
        RuleFor(c => c.TestFraction).Within(DefinitionLimits.TestFraction);
        RuleFor(c => c.TestRows).IsDefined();
        RuleFor(c => c.Repeats).Within(DefinitionLimits.Repeats);
        RuleFor(c => c.Nested).SetValidator(new NestedValidator()!);
        RuleFor(c => c.Leakage).Is(l => l is null || Enum.IsDefined(l.Value), "one of report, refuse, group");
        RuleFor(c => c.Differences).Within(DefinitionLimits.Differences);
        When(c => c.Nested is not null, () =>
        {
            RuleFor(c => c.Nested!.Outer).Must((c, outer) => outer >= 0 && outer < c.Folds)
                .WithState((_, outer) =>
                    new Complaint("'{field}' is the number of an outer fold: at least 0 and below 'folds', not {found}.",
                        FieldRules.Shown(outer)));
            RuleFor(c => c.Repeats).Must(repeats => repeats is null or 1)
                .WithState(_ => new Complaint("a nested cross-validation is not repeated: leave 'repeats' or 'nested' out."));
            RuleFor(c => c.TestFraction).Must(fraction => fraction == 0)
                .WithState(_ =>
                    new Complaint("the outer folds of a nested cross-validation are its test sets: leave '{field}' or 'nested' out."));
        });
    }

    private sealed class NestedValidator : AbstractValidator<NestedDefinition>
    {
        public NestedValidator()
        {
            RuleFor(n => n.Inner).Within(DefinitionLimits.Folds);
            RuleFor(n => n.Series).IsThere().IsText(DefinitionLimits.LongestName);
        }
    }
}
