using FluentValidation;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>A plug-in: each field by itself. Its files are laid on the disks of nodes, under these names.</summary>
internal sealed class PluginValidator : AbstractValidator<PluginDefinition>
{
    public PluginValidator()
    {
        RuleFor(p => p.Name).IsThere().IsText(DefinitionLimits.LongestWord)
            .Is(name => name is null || !name.Contains('/'), "the name of an assembly");
        RuleFor(p => p.Folder).IsThere().IsText(DefinitionLimits.LongestPath);
        RuleFor(p => p.Files).IsThere();
        RuleFor(p => p.Files).Must(files => files is null or { Count: > 0 and <= DefinitionLimits.MostFiles })
            .WithState((_, _) => new Complaint($"'{{field}}' has 1 to {DefinitionLimits.MostFiles} items."));
        RuleForEach(p => p.Files).IsThere().Is(file => file is null || file.IsWellFormed, DataValidator.FileWords);
        RuleFor(p => p.Files).Must(files => files is null || files.Where(f => f is not null).GroupBy(f => f.Name).All(g => g.Count() == 1))
            .WithState((_, _) => new Complaint("'{field}' names each file once."));
    }
}

/// <summary>Which plug-ins a definition has to name, and which of them are here.</summary>
internal static class PluginRules
{
    /// <summary>All that does not fit; empty = nothing.</summary>
    public static IEnumerable<DefinitionProblem> Problems(SweepDefinition definition, DefinitionVocabulary vocabulary)
    {
        foreach (var (i, plugin) in (definition.Plugins ?? []).Index())
        {
            if (definition.Plugins!.Take(i).Any(known => known.Name == plugin.Name))
            {
                yield return new($"plugins[{i}].name", $"the plug-in '{plugin.Name}' stands here twice.");
            }
            else if (!vocabulary.Plugins.Any(known => known.Name == plugin.Name && known.Content == plugin.Content))
            {
                var other = vocabulary.Plugins.FirstOrDefault(known => known.Name == plugin.Name);
                yield return new($"plugins[{i}]", other is null
                    ? $"there is no plug-in '{plugin.Name}' here; whoever operates this coordinator permits it by adding its folder to "
                        + "'--plugins'."
                    : $"the plug-in '{plugin.Name}' is of another content here, {other.Content[..12]} where the sweep has "
                        + $"{plugin.Content[..12]}: bring the same build to both, and start the coordinator again.");
            }
        }

        foreach (var plugin in vocabulary.Plugins.Where(known => known.IsUsedBy(definition)
            && definition.Plugins?.Any(named => named.Name == known.Name) is not true))
        {
            yield return new("plugins", $"the sweep uses what the plug-in '{plugin.Name}' offers, which '{{field}}' does not name.");
        }
    }
}
