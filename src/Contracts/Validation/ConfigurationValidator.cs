using FluentValidation;
using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Contracts.Validation;

/// <summary>Values of hyper-parameters: each has a name, none stands there twice. Whether they fit model or space is another question.</summary>
internal sealed class ConfigurationValidator : AbstractValidator<Configuration>
{
    public ConfigurationValidator()
    {
        RuleFor(c => c.Settings).IsThere().IsListOf(0, DefinitionLimits.MostParameters).Custom((settings, context) =>
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < (settings?.Count ?? 0); i++)
            {
                var (name, value) = settings![i];
                var complaint = name is null || !FieldRules.IsText(name, DefinitionLimits.LongestWord) ? new Complaint("'name' is the name of a hyper-parameter.")
                    : !names.Add(name) ? new Complaint("{found} stands here twice.", FieldRules.Shown(name))
                    : value.IsText ? (value.Text!.Length > DefinitionLimits.LongestWord ? new Complaint("'value' is too long for a choice.") : null)
                    : double.IsFinite(value.Number) ? null : new Complaint("'value' is a finite number or a choice.");
                if (complaint is not null)
                {
                    context.Report($"{nameof(Configuration.Settings)}[{i}]", complaint);
                }
            }
        });
    }
}
