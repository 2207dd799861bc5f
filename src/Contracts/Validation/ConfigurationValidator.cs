using FluentValidation;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Validation;

/// <summary>Values of hyper-parameters: each has a name, none stands there twice. Whether they fit model or space is another
/// question.</summary>
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
                var path = $"{nameof(Configuration.Settings)}[{i}]";
                if (name is null || !FieldRules.IsText(name, DefinitionLimits.LongestWord))
                {
                    context.Report($"{path}.Name", new Complaint("'{field}' is the name of a hyper-parameter."));
                }
                else if (!names.Add(name))
                {
                    context.Report($"{path}.Name", new Complaint("{found} stands here twice.", FieldRules.Shown(name)));
                }
                if (value.IsText ? value.Text!.Length > DefinitionLimits.LongestWord : !double.IsFinite(value.Number))
                {
                    context.Report($"{path}.Value",
                        new Complaint(
                        $"'{{field}}' is a finite number, or a choice of at most {DefinitionLimits.LongestWord} characters."));
                }
            }
        });
    }
}
