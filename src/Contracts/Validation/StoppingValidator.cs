using FluentValidation;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>When training ends.</summary>
internal sealed class StoppingValidator : AbstractValidator<StoppingDefinition>
{
    public StoppingValidator()
    {
        RuleFor(s => s.Epochs).Within(DefinitionLimits.Epochs);
        RuleFor(s => s.Patience).Within(DefinitionLimits.Epochs);
        RuleFor(s => s.MinDelta).Within(DefinitionLimits.MinDelta);
    }
}
