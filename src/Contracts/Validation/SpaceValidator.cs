using FluentValidation;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Contracts.Validation;

/// <summary>What configurations are chosen from: names once, conditions on what stands above (so that none is circular), constraints that
/// fit.</summary>
internal sealed class SpaceValidator : AbstractValidator<SearchSpace>
{
    public SpaceValidator()
    {
        RuleFor(s => s.Parameters).IsThere().IsListOf(1, DefinitionLimits.MostParameters);
        RuleForEach(s => s.Parameters).IsThere().SetInheritanceValidator(kinds =>
        {
            kinds.Add(new FloatParameterValidator());
            kinds.Add(new IntParameterValidator());
            kinds.Add(new CategoricalParameterValidator());
        });
        RuleFor(s => s.Constraints).IsListOf(0, DefinitionLimits.MostConstraints);
        RuleForEach(s => s.Constraints).IsThere();
        RuleFor(s => s).Custom((space, context) =>
        {
            if (space.Parameters is null || space.Parameters.Any(p => p?.Name is null))
            {
                return; // said above
            }
            CheckConditions(space, context);
            if (AreDistinct(space, context))
            {
                CheckConstraints(space, context);
            }
        });
    }

    private static bool AreDistinct(SearchSpace space, ValidationContext<SearchSpace> context)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < space.Count; i++)
        {
            if (!names.Add(space.Parameters[i].Name))
            {
                context.Report($"Parameters[{i}].Name",
                    new Complaint("{found} stands here twice.", FieldRules.Shown(space.Parameters[i].Name)));
            }
        }
        return names.Count == space.Count;
    }

    private static void CheckConditions(SearchSpace space, ValidationContext<SearchSpace> context)
    {
        for (var i = 0; i < space.Count; i++)
        {
            if (space.Parameters[i].Condition is not { } condition)
            {
                continue;
            }
            var path = $"Parameters[{i}].Condition";
            if (condition.Values is not { Count: > 0 and <= DefinitionLimits.MostChoices } values)
            {
                context.Report($"{path}.Values",
                    new Complaint(
                    $"'{{field}}' has 1 to {DefinitionLimits.MostChoices} values of the parameter that the condition names."));
            }
            else if (space.Parameters.Take(i).FirstOrDefault(p => p.Name == condition.Parent) is not { } parent)
            {
                context.Report($"{path}.Parent", Orphan(space, i, condition.Parent));
            }
            else
            {
                CheckValues(path, parent, values, context);
            }
        }
    }

    private static void CheckValues(string path, Parameter parent, IReadOnlyList<ParameterValue> values,
        ValidationContext<SearchSpace> context)
    {
        if (!IsSound(parent))
        {
            return; // its own mistakes come first
        }
        if (parent is IntParameter { } integer && (integer.High - integer.Low) / integer.Step >= DefinitionLimits.MostLevelsOfParent)
        {
            context.Report($"{path}.Parent", new Complaint(
                $"{{found}} has more than {DefinitionLimits.MostLevelsOfParent} values, too many for others to depend on; give it a "
                    + $"longer step.", FieldRules.Shown(parent.Name)));
        }
        if (parent is FloatParameter { Step: null } real && real.Low < real.High)
        {
            context.Report($"{path}.Parent", new Complaint(
                "{found} has endlessly many values, of which a search hardly ever chooses one that a condition names, so that "
                    + "what depends on it would never be searched. Give {found} a 'step' or 'choices', or leave the condition out.",
                FieldRules.Shown(parent.Name)));
            return;
        }
        for (var v = 0; v < values.Count; v++)
        {
            if (!parent.Contains(values[v]))
            {
                context.Report($"{path}.Values[{v}]",
                    new Complaint($"'{parent.Name}' never is {{found}}; it is {ParameterWords.RangeOf(parent)}.",
                    FieldRules.Shown(values[v])));
            }
        }
    }

    private static Complaint Orphan(SearchSpace space, int child, string? parent)
    {
        var name = space.Parameters[child].Name;
        string[] above = [.. space.Parameters.Take(child).Select(p => p.Name)];
        return parent == name ? new Complaint($"'{name}' cannot depend on itself.")
            : parent is null ? new Complaint("'{field}' is missing.")
            : space.Parameters.Any(p => p.Name == parent)
                ? new Complaint($"{{found}} stands below '{name}'; a condition speaks of a parameter above. Move {{found}} up.",
                    FieldRules.Shown(parent))
            : above.Length == 0
                ? new Complaint($"no parameter {{found}} stands above '{name}', of which a condition could speak.",
                FieldRules.Shown(parent))
            : FieldRules.Unknown("parameter", parent, above, $" above '{name}'");
    }

    private static void CheckConstraints(SearchSpace space, ValidationContext<SearchSpace> context)
    {
        if (space.Constraints?.Sum(c => c?.Text.Length ?? 0) > DefinitionLimits.LongestConstraints)
        {
            context.Report("Constraints",
                new Complaint($"the constraints have at most {DefinitionLimits.LongestConstraints} characters together."));
            return;
        }
        for (var i = 0; i < (space.Constraints?.Count ?? 0) && space.Parameters.All(IsSound); i++)
        {
            foreach (var fault in space.Constraints![i]?.FaultsAmong(space.Parameters) ?? [])
            {
                context.Report($"Constraints[{i}]", new Complaint($"column {fault.Column}: {Cured(fault)}"));
            }
        }
    }

    private static string Cured(ConstraintFault fault) => fault.Word is { } word && NearestWord.Find(word, fault.Allowed ?? []) is { } near
        ? $"{fault.Message} Did you mean '{near}'?"
        : fault.Message;

    private static bool IsSound(Parameter parameter) => parameter switch
    {
        FloatParameter p => new FloatParameterValidator().Validate(p).IsValid,
        IntParameter p => new IntParameterValidator().Validate(p).IsValid,
        CategoricalParameter p => new CategoricalParameterValidator().Validate(p).IsValid,
        _ => false,
    };
}
