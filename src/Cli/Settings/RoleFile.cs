using Orchestrator.Cli.SweepFiles;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Settings;

/// <summary>The YAML file of <c>orchestrator coordinator --config</c> or <c>node --config</c>: its keys are the command's
/// options.</summary>
public static class RoleFile
{
    /// <summary>The keys of a file, in order.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="role">For messages: <c>coordinator</c> or <c>node</c>.</param>
    /// <param name="keys">What may stand there.</param>
    /// <exception cref="UserError">The file cannot be read, or is not right: all its problems, a line each.</exception>
    public static IReadOnlyList<RoleEntry> Read(string path, string role, IReadOnlyCollection<string> keys)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"The {role}'s file {path} cannot be read: {e.Message}");
        }
        var problems = new Problems();
        var entries = Parse(path, text, role, keys, problems);
        return problems.Found.Count == 0 ? entries : throw new UserError(
            $"{problems.Found.Count} problem{(problems.Found.Count == 1 ? "" : "s")} in the {role}'s "
                + $"file:\n{string.Join('\n', problems.Found.Select(p => p.In(path)))}");
    }

    private static IReadOnlyList<RoleEntry> Parse(string path, string text, string role, IReadOnlyCollection<string> keys,
        Problems problems)
    {
        if (text.Split('\n').All(line => line.TrimStart() is "" or ['#', ..]))
        {
            return []; // nothing but comments: all as by default
        }

        var entries = new List<RoleEntry>();
        switch (YamlTree.Parse(text, problems))
        {
            case YamlMap map:
                foreach (var (key, value) in map.Entries)
                {
                    if (!keys.Contains(key.Text))
                    {
                        problems.AddUnknown(key, "key", key.Text, keys, $" of a {role}");
                    }
                    else if (Values(key.Text, value, problems) is { } values)
                    {
                        entries.Add(new RoleEntry(key.Text, values, $"{path}:{value.Line}:{value.Column}"));
                    }
                }
                break;
            case { } other:
                problems.Add(other, $"a {role}'s file is a list of keys and values ({string.Join(", ", keys)}), not {other.Kind}.");
                break;
        }
        return entries;
    }

    private static IReadOnlyList<string>? Values(string key, YamlNode value, Problems problems)
    {
        IReadOnlyList<YamlNode> nodes = value is YamlList list ? list.Items : [value];
        var wrong = nodes.FirstOrDefault(node => node is not YamlScalar { IsNothing: false });
        if (wrong is null)
        {
            return [.. nodes.Cast<YamlScalar>().Select(node => node.Text)];
        }

        problems.Add(wrong, $"'{key}' is a single value, not {wrong.Kind}.");
        return null;
    }
}

/// <summary>A key of a role file.</summary>
/// <param name="Key">The option's name without its dashes.</param>
/// <param name="Values">One, or those of a list.</param>
/// <param name="Place">As compilers write it: <c>file:line:column</c>.</param>
public sealed record RoleEntry(string Key, IReadOnlyList<string> Values, string Place);
