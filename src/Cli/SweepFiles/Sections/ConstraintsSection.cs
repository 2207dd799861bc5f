using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>constraints: [ filters * kernel &lt;= 4096 ]</c>: what every configuration of the space meets.</summary>
internal static class ConstraintsSection
{
    /// <summary>The space with its constraints; null, with a problem, when one of them is none. Whether anything meets them, the validator
    /// tells.</summary>
    public static SearchSpace? Read(Section root, SearchSpace space, Configuration fixedValues)
    {
        if (!root.Has("constraints"))
        {
            return space;
        }

        var found = root.Problems.Found.Count;
        YamlNode[] items = root["constraints"] is YamlList list ? [.. list.Items] : [root["constraints"]!];
        var constraints = items.Select(item => ReadOne(root.Problems, item, space, fixedValues)).OfType<Constraint>().ToEquatableList();
        return root.Problems.Found.Count == found ? space with { Constraints = constraints } : null;
    }

    private static Constraint? ReadOne(Problems problems, YamlNode item, SearchSpace space, Configuration fixedValues)
    {
        if (item is not YamlScalar { IsNothing: false } scalar)
        {
            problems.Add(item,
                $"a constraint is a condition such as 'filters * kernel <= 4096', not {item.Kind}; put it into double quotes if it "
                + $"holds ': ' or begins with a bracket or quote.");
            return null;
        }
        var first = scalar.Column + (scalar.Quoted ? 1 : 0);
        try
        {
            var constraint = Constraint.Parse(scalar.Text);
            foreach (var fault in constraint.FaultsAmong(space.Parameters))
            {
                problems.Add(scalar.Line, first + fault.Column - 1, Cured(fault, fixedValues));
            }

            return constraint;
        }
        catch (ConstraintSyntaxException e)
        {
            problems.Add(scalar.Line, first + e.Column - 1, e.Message);
            return null;
        }
    }

    private static string Cured(ConstraintFault fault, Configuration fixedValues)
    {
        if (fault.Word is not { } word)
        {
            return fault.Message;
        }

        if (fixedValues.TryGet(word, out var value))
        {
            return $"'{word}' is always {value}: it is fixed under 'model'. Write {value} instead.";
        }

        return NearestWord.Find(word, fault.Allowed!) is { } near ? $"{fault.Message} Did you mean '{near}'?" : fault.Message;
    }
}
