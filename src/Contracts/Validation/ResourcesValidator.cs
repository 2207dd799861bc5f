using FluentValidation;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>What an attempt may use.</summary>
internal sealed class ResourcesValidator : AbstractValidator<ResourcesDefinition>
{
    private static readonly string[] Devices = ["auto", "cpu", "cuda"];

    public ResourcesValidator()
    {
        RuleFor(r => r.Device).IsThere().IsOneOf(Devices, "device");
        RuleFor(r => r.Slots).Within(DefinitionLimits.Slots);
        RuleFor(r => r.Retries).Within(DefinitionLimits.Retries);
        RuleFor(r => r.Priority).Within(DefinitionLimits.Priority);
        RuleFor(r => r.Weight).Within(DefinitionLimits.Weight);
        RuleFor(r => r.MaxSlots).Within(DefinitionLimits.MostSlots);
        RuleFor(r => r.StallMinutes).Within(DefinitionLimits.StallMinutes);
        RuleFor(r => r.NodeLabels).IsListOf(0, DefinitionLimits.MostLabels);
        RuleForEach(r => r.NodeLabels).IsThere().SetValidator(new LabelValidator());
    }

    private sealed class LabelValidator : AbstractValidator<NodeLabel>
    {
        public LabelValidator()
        {
            RuleFor(l => l.Key).IsThere().IsText(DefinitionLimits.LongestWord)
                .Is(key => key is null || !key.Contains('='), "a label's name, which holds no '='");
            RuleFor(l => l.Value).IsThere()
                .Is(v => v is null || (v.Length <= DefinitionLimits.LongestWord && !v.Any(char.IsControl)),
                "a word of at most 256 characters");
        }
    }
}
