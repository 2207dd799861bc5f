using FluentValidation;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>What a sweep optimises; whether the model reports it is another question.</summary>
internal sealed class ObjectiveValidator : AbstractValidator<ObjectiveDefinition>
{
    public ObjectiveValidator()
    {
        RuleFor(o => o.Metric).IsThere().IsText(DefinitionLimits.LongestWord);
        RuleFor(o => o.Direction).IsDefined();
    }
}
