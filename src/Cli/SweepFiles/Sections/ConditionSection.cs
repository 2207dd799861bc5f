using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>when: { parent: [values] }</c>: under which values of another parameter this one exists.</summary>
internal static class ConditionSection
{
    public static (Condition? Condition, bool Sound) Read(string name, Section section, SpaceScope scope)
    {
        if (!section.Has("when"))
        {
            return (null, true);
        }

        if (section["when"] is not YamlMap { Entries.Count: 1 } when)
        {
            section.Refuse("when",
                $"'when' names one parameter and its values, such as {{ pooling: [max] }}; found {section["when"]!.Kind}.");
            return (null, false);
        }
        var (parentKey, values) = when.Entries[0];
        if (scope.Earlier.FirstOrDefault(p => p.Name == parentKey.Text) is not { } parent)
        {
            if (!scope.Broken.Contains(parentKey.Text))
            {
                Refuse(name, parentKey, section, scope);
            }

            return (null, false);
        }
        var read = new List<ParameterValue>();
        foreach (var item in values is YamlList list ? list.Items : [values])
        {
            if (Values.For(parent, item) is { } known && parent.Contains(known))
            {
                read.Add(known);
            }
            else
            {
                section.Problems.Add(item, $"'{parent.Name}' never is {item.Kind}; it is {ParameterWords.RangeOf(parent)}.");
            }
        }
        return read.Count > 0 ? (new Condition(parent.Name, read.ToEquatableList()), true) : (null, false);
    }

    private static void Refuse(string name, YamlScalar parent, Section section, SpaceScope scope)
    {
        if (parent.Text == name)
        {
            section.Problems.Add(parent, $"'{name}' cannot depend on itself.");
        }
        else if (scope.Declared.Contains(parent.Text))
        {
            section.Problems.Add(parent,
                $"'{parent.Text}' stands below '{name}'; a condition speaks of a parameter above. Move '{parent.Text}' up.");
        }
        else if (scope.Fixed.TryGet(parent.Text, out var value))
        {
            section.Problems.Add(parent,
                $"'{parent.Text}' is always {value}: it is fixed under 'model'. Leave the condition out, or search '{parent.Text}' too.");
        }
        else if (scope.Earlier.Count == 0)
        {
            section.Problems.Add(parent, $"no parameter '{parent.Text}' stands above '{name}', of which a condition could speak.");
        }
        else
        {
            section.Problems.AddUnknown(parent, "parameter", parent.Text, [.. scope.Earlier.Select(p => p.Name)], $" above '{name}'");
        }
    }
}
