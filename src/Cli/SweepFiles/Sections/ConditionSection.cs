using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>when: { parent: [values] }</c>: under which values of another parameter this one exists.</summary>
internal static class ConditionSection
{
    public static (Condition? Condition, bool Sound) Read(Section section, IReadOnlyList<Parameter> earlier, IReadOnlySet<string> broken)
    {
        if (!section.Has("when")) return (null, true);
        if (section["when"] is not YamlMap { Entries.Count: 1 } when)
        {
            section.Refuse("when", $"'when' names one parameter and its values, such as {{ pooling: [max] }}; found {section["when"]!.Kind}.");
            return (null, false);
        }
        var (parentKey, values) = when.Entries[0];
        if (earlier.FirstOrDefault(p => p.Name == parentKey.Text) is not { } parent)
        {
            if (!broken.Contains(parentKey.Text)) section.Problems.AddUnknown(parentKey, "parameter (a condition speaks of one that stands above):", parentKey.Text, [.. earlier.Select(p => p.Name)]);
            return (null, false);
        }
        var read = new List<ParameterValue>();
        foreach (var item in values is YamlList list ? list.Items : [values])
        {
            // A choice is text, however it looks.
            ParameterValue? value = parent is CategoricalParameter && item is YamlScalar scalar ? ParameterValue.Of(scalar.Text) : Values.Read(item);
            if (value is { } known && parent.Contains(known)) read.Add(known);
            else section.Problems.Add(item, $"'{parent.Name}' never is {item.Kind}{(parent is CategoricalParameter c ? $"; it is one of {string.Join(", ", c.Choices)}" : "")}.");
        }
        return read.Count > 0 ? (new Condition(parent.Name, read.ToEquatableList()), true) : (null, false);
    }
}
