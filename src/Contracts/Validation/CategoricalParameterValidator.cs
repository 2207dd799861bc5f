using FluentValidation;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Validation;

/// <summary>A categorical hyper-parameter by itself.</summary>
internal sealed class CategoricalParameterValidator : AbstractValidator<CategoricalParameter>
{
    public CategoricalParameterValidator()
    {
        RuleFor(p => p.Name).IsThere().IsText(DefinitionLimits.LongestWord);
        RuleFor(p => p.Choices).IsThere().IsListOf(1, DefinitionLimits.MostChoices);
        RuleForEach(p => p.Choices).IsThere().IsText(DefinitionLimits.LongestWord);
        RuleFor(p => p.Choices).Custom((choices, context) =>
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < (choices?.Count ?? 0); i++)
            {
                if (choices![i] is { } choice && !known.Add(choice))
                {
                    context.Report($"{nameof(CategoricalParameter.Choices)}[{i}]",
                        new Complaint("the choice {found} stands here twice.", FieldRules.Shown(choice)));
                }
            }
        });
    }
}
