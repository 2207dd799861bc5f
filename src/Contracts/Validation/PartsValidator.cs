using FluentValidation;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>Every part of a definition by itself.</summary>
internal sealed class PartsValidator : AbstractValidator<SweepDefinition>
{
    // What AdditionalObjectives is called in JSON, as it was released.
    private const string ReleasedName = "FurtherObjectives";

    public PartsValidator(DefinitionVocabulary vocabulary)
    {
        var objective = new ObjectiveValidator();
        RuleFor(d => d.Name).IsThere().Must(name => name is null || SweepNames.IsValid(name))
            .WithState((_, name) => new Complaint($"{{found}} is no name: {SweepNames.Rule}.", FieldRules.Shown(name)));
        RuleFor(d => d.Data).IsThere().SetValidator(new DataValidator(vocabulary));
        RuleFor(d => d.Model).IsThere().SetValidator(new ModelValidator(vocabulary));
        RuleFor(d => d.Search).IsThere().SetValidator(new SearchValidator(vocabulary));
        RuleFor(d => d.Space).IsThere().SetValidator(new SpaceValidator());
        RuleFor(d => d.CrossValidation).IsThere().SetValidator(new CrossValidationValidator());
        RuleFor(d => d.Objective).IsThere().SetValidator(objective);
        RuleFor(d => d.AdditionalObjectives).IsListOf(0, 10).OverridePropertyName(ReleasedName);
        RuleForEach(d => d.AdditionalObjectives).IsThere().SetValidator(objective).OverridePropertyName(ReleasedName);
        RuleFor(d => d.Stopping).IsThere().SetValidator(new StoppingValidator());
        RuleFor(d => d.Resources).IsThere().SetValidator(new ResourcesValidator());
        RuleFor(d => d.Artifacts).SetValidator(new ArtifactsValidator()!);
        RuleFor(d => d.Plugins).IsListOf(0, DefinitionLimits.MostPlugins);
        RuleForEach(d => d.Plugins).IsThere().SetValidator(new PluginValidator());
        RuleFor(d => d.Explanation).SetValidator(new ExplanationValidator(vocabulary)!);
    }

    private sealed class ArtifactsValidator : AbstractValidator<ArtifactsDefinition>
    {
        public ArtifactsValidator() => RuleFor(a => a.Best).Within(DefinitionLimits.Kept);
    }

    private sealed class ModelValidator : AbstractValidator<ModelDefinition>
    {
        public ModelValidator(DefinitionVocabulary vocabulary)
        {
            string[] registered = [.. vocabulary.Models.Select(m => m.Name)];
            When(m => m.Command is null, () => RuleFor(m => m.Name).IsThere().IsOneOf(registered, "model"))
                .Otherwise(() => RuleFor(m => m.Name).IsThere().IsText(DefinitionLimits.LongestWord)
                    .Is(name => !registered.Contains(name), "a name of your own where 'command' says what trains"));
            RuleFor(m => m.Command).SetValidator(new CommandValidator()!);
            RuleFor(m => m.Fixed).IsThere().SetValidator(new ConfigurationValidator());
        }
    }
}
