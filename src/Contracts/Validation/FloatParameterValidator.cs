using FluentValidation;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Validation;

/// <summary>A real hyper-parameter by itself.</summary>
internal sealed class FloatParameterValidator : AbstractValidator<FloatParameter>
{
    public FloatParameterValidator()
    {
        RuleFor(p => p.Name).IsThere().IsText(DefinitionLimits.LongestWord);
        RuleFor(p => p.Low).Within(DefinitionLimits.Bound);
        RuleFor(p => p.High).Within(DefinitionLimits.Bound);
        RuleFor(p => p.Step).Is(step => step is null || (step > 0 && step <= DefinitionLimits.LargestBound), "a number above 0");
        When(p => DefinitionLimits.Bound.Contains(p.Low) && DefinitionLimits.Bound.Contains(p.High), () =>
        {
            RuleFor(p => p.Low).Must((p, low) => low <= p.High)
                .WithState((p, low) =>
                    new Complaint($"'{{field}}' ({{found}}) lies above 'high' ({ParameterValue.Of(p.High)}).",
                        $"{ParameterValue.Of(low)}"));
            RuleFor(p => p.Low).Must((p, low) => !p.Log || low > 0 || low > p.High)
                .WithState((_, low) =>
                    new Complaint("a logarithmic scale begins above 0; '{field}' is {found}.", $"{ParameterValue.Of(low)}"));
            RuleFor(p => p.Step).Must((p, step) => step is not > 0 || !p.Log)
                .WithState(_ => new Complaint("a logarithmic scale has no '{field}'."));
            RuleFor(p => p.Step).Must((p, step) => step is not { } s || !double.IsFinite(s) || p.High <= p.Low || s <= p.High - p.Low)
                .WithState((p, step) => new Complaint(
                    $"'{{field}}' ({{found}}) is longer than the range from {ParameterValue.Of(p.Low)} to {ParameterValue.Of(p.High)}.",
                        $"{ParameterValue.Of(step!.Value)}"));
            RuleFor(p => p.Step)
                .Must((p, step) => step is not > 0 || step >= DefinitionLimits.LeastStep * Math.Max(Math.Abs(p.Low), Math.Abs(p.High)))
                .WithState((_, step) => new Complaint(
                    "'{field}' ({found}) is less than a billionth of the bounds, which rounding blurs; leave it out.",
                        $"{ParameterValue.Of(step!.Value)}"));
        });
    }
}
