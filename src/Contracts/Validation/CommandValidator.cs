using System.Text.RegularExpressions;
using FluentValidation;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>A program that trains: each field by itself.</summary>
internal sealed class CommandValidator : AbstractValidator<CommandDefinition>
{
    public CommandValidator()
    {
        RuleFor(c => c.Arguments).IsThere().IsListOf(1, DefinitionLimits.MostArguments);
        RuleForEach(c => c.Arguments).IsThere().IsText(DefinitionLimits.LongestPath);
        RuleFor(c => c.Folder).IsThere().IsText(DefinitionLimits.LongestPath);
        RuleFor(c => c.Files).IsListOf(0, DefinitionLimits.MostFiles);
        RuleForEach(c => c.Files).IsThere().Is(file => file is null || file.IsWellFormed, DataValidator.FileWords);
        RuleFor(c => c.Files).Must(files => files is null || files.Where(f => f is not null).GroupBy(f => f.Name).All(g => g.Count() == 1))
            .WithState((_, _) => new Complaint("'{field}' names each file once."));
        RuleFor(c => c.Pass).IsDefined();
        RuleFor(c => c.Grace).Within(DefinitionLimits.Grace);
    }
}

/// <summary>What a program that trains and the rest of a definition say together.</summary>
internal static partial class CommandRules
{
    /// <summary>All that does not fit; empty = nothing.</summary>
    public static IEnumerable<DefinitionProblem> Problems(SweepDefinition definition)
    {
        var command = definition.Model.Command!;
        var settings = definition.Model.Fixed.Settings.Select(setting => setting.Name).ToArray();
        var searched = definition.Space.Parameters.Select(parameter => parameter.Name).ToArray();
        var stands = settings.Index().Select(item => ($"model.fixed.settings[{item.Index}].name", item.Item))
            .Concat(searched.Index().Select(item => ($"space.parameters[{item.Index}].name", item.Item)));
        foreach (var (path, name) in stands)
        {
            if (!Name().IsMatch(name) || CommandPlaceholders.Words.Contains(name))
            {
                yield return new(path,
                    $"a hyper-parameter of a command is called by letters, digits, '_', '-' and '.', first a letter, and not "
                        + $"{string.Join(", ", CommandPlaceholders.Words)}; {{found}} is not.", FieldRules.Shown(name));
            }
        }

        if (command.Pass == ParameterPassing.Environment && settings.Concat(searched)
            .GroupBy(CommandDefinition.VariableOf).FirstOrDefault(group => group.Distinct().Count() > 1) is { } alike)
        {
            yield return new("model.command.pass",
                $"{string.Join(" and ", alike.Distinct())} would be one environment variable, {alike.Key}: rename one of them.");
        }

        foreach (var (i, argument) in command.Arguments.Index())
        {
            foreach (var word in CommandPlaceholders.In(argument).Where(word => !settings.Contains(word) && !searched.Contains(word)
                && !CommandPlaceholders.Words.Contains(word)))
            {
                var complaint = FieldRules.Unknown("placeholder", $"{{{word}}}",
                    [.. settings.Concat(searched).Concat(CommandPlaceholders.Words).Select(known => $"{{{known}}}")]);
                yield return new($"model.command.arguments[{i}]", complaint.Template, complaint.Found);
            }
        }

        foreach (var problem in OwnModelRules.Problems(definition))
        {
            yield return problem;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.-]*\z")]
    private static partial Regex Name();
}
