using FluentValidation;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Validation;

/// <summary>An integer hyper-parameter by itself.</summary>
internal sealed class IntParameterValidator : AbstractValidator<IntParameter>
{
    public IntParameterValidator()
    {
        RuleFor(p => p.Name).IsThere().IsText(DefinitionLimits.LongestWord);
        RuleFor(p => p.Low).Within(DefinitionLimits.Integer);
        RuleFor(p => p.High).Within(DefinitionLimits.Integer);
        RuleFor(p => p.Step).Within(DefinitionLimits.Step);
        When(p => DefinitionLimits.Integer.Contains(p.Low) && DefinitionLimits.Integer.Contains(p.High), () =>
        {
            RuleFor(p => p.Low).Must((p, low) => low <= p.High)
                .WithState((p, low) =>
                    new Complaint(FormattableString.Invariant($"'{{field}}' ({{found}}) lies above 'high' ({p.High})."),
                        FormattableString.Invariant($"{low}")));
            RuleFor(p => p.Low).Must((p, low) => !p.Log || low >= 1 || low > p.High)
                .WithState((_, low) =>
                    new Complaint("a logarithmic scale begins at 1 or above; '{field}' is {found}.",
                        FormattableString.Invariant($"{low}")));
            RuleFor(p => p.Step).Must((p, step) => step <= 1 || !p.Log)
                .WithState(_ => new Complaint("a logarithmic scale has no '{field}'."));
            RuleFor(p => p.Step).Must((p, step) => p.High <= p.Low || step <= p.High - p.Low)
                .WithState((p, step) => new Complaint(
                    FormattableString.Invariant($"'{{field}}' ({{found}}) is longer than the range from {p.Low} to {p.High}."),
                        FormattableString.Invariant($"{step}")));
        });
    }
}
