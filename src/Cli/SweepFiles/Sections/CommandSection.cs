using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
using Orchestrator.Storage;
using ContentFile = Orchestrator.Contracts.Definitions.DataFile;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>model: { command, name, files, pass, grace, fixed }</c>: a program that trains.</summary>
internal static class CommandSection
{
    /// <summary>The keys of a model that go with a command alone.</summary>
    public static readonly string[] Keys = ["command", "files", "pass", "grace"];

    private static readonly string[] Ways = ["file", "arguments", "environment"];

    /// <summary>The model; null, with problems, where it cannot be read.</summary>
    /// <param name="section">The section of the model, which has a command.</param>
    /// <param name="folder">Of the sweep file: where the program's own files lie.</param>
    public static ModelDefinition? Read(Section section, string folder)
    {
        if (section.Has("variant"))
        {
            section.Refuse("variant", "variants are of registered models; say what the command is to hold fixed under 'fixed'.");
        }

        var files = new ProgramFiles(folder);
        var (arguments, named) = (Arguments(section, files), !section.Has("files") || AddNamed(section, files));
        var pass = section.Choice("pass", Ways, "file");
        var grace = section.Whole("grace", CommandDefinition.UsualGrace, DefinitionLimits.Grace);
        var settings = Fixed(section);
        if (arguments is null || !named || pass is null || grace is null)
        {
            return null;
        }

        var script = arguments.FirstOrDefault(files.Contains);
        var name = section.Text("name", Path.GetFileName(script ?? arguments[0]));
        return name is null ? null : new ModelDefinition(name, settings,
            new CommandDefinition(arguments.ToEquatableList(), folder, files.Described(),
                Enum.Parse<ParameterPassing>(pass, ignoreCase: true), (int)grace));
    }

    private static List<string>? Arguments(Section section, ProgramFiles files)
    {
        if (section["command"] is not YamlList { Items.Count: > 0 } list
            || list.Items.Any(item => item is not YamlScalar { IsNothing: false }))
        {
            section.Refuse("command", "'command' is a list of the program and its arguments, such as [python3, train.py].");
            return null;
        }

        var arguments = new List<string>();
        foreach (var item in list.Items.Cast<YamlScalar>())
        {
            try
            {
                arguments.Add(files.AddIfThere(item.Text) ?? item.Text);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                section.Problems.Add(item, $"'{item.Text}' cannot be read: {e.Message}");
            }
        }

        return arguments.Count == list.Items.Count ? arguments : null;
    }

    private static bool AddNamed(Section section, ProgramFiles files)
    {
        if (section["files"] is not YamlList list)
        {
            section.Refuse("files", "'files' is a list of files and folders beside the sweep file, such as [lib, settings.json].");
            return false;
        }

        var read = 0;
        foreach (var item in list.Items)
        {
            try
            {
                if (item is not YamlScalar { IsNothing: false, Text: var name } || !files.Add(name))
                {
                    section.Problems.Add(item, $"{item.Kind} is no file and no folder beside the sweep file or below it.");
                    continue;
                }

                read++;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                section.Problems.Add(item, $"{item.Kind} cannot be read: {e.Message}");
            }
        }

        return read == list.Items.Count;
    }

    /// <summary>What is held fixed in a model of the user's own.</summary>
    public static Configuration Fixed(Section section)
    {
        var settings = Configuration.Empty;
        foreach (var (key, value) in section.Optional("fixed", [])?.Entries ?? [])
        {
            // Nobody knows its kind: a number that is not quoted is one.
            if (Values.For(new FloatParameter(key.Text, 0, 0), value) is { } read)
            {
                settings = settings.With(key.Text, read);
            }
            else
            {
                section.Problems.Add(value, $"'{key.Text}' is a number or a word, not {value.Kind}.");
            }
        }

        return settings;
    }

    /// <summary>The program's own files: those that its arguments name, and those that the user lists.</summary>
    private sealed class ProgramFiles(string folder)
    {
        private readonly SortedSet<string> names = new(StringComparer.Ordinal);

        public bool Contains(string name) => names.Contains(name);

        /// <summary>Takes a file that an argument names; null = it names none.</summary>
        public string? AddIfThere(string argument)
        {
            if (argument.Length == 0 || argument[0] == '-' || NameOf(argument) is not { } name || !File.Exists(Path.Combine(folder, name)))
            {
                return null;
            }

            names.Add(name);
            return name;
        }

        /// <summary>Takes a file, or all files of a folder but hidden ones and Python's compiled ones; false = it is neither.</summary>
        public bool Add(string path)
        {
            if (NameOf(path) is not { } name)
            {
                return false;
            }

            var full = Path.Combine(folder, name);
            if (File.Exists(full))
            {
                names.Add(name);
                return true;
            }

            if (!Directory.Exists(full))
            {
                return false;
            }

            names.UnionWith(Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
                .Where(file => !file.Split('/').Any(part => part[0] == '.' || part == "__pycache__")));
            return true;
        }

        public EquatableList<ContentFile>? Described() => names.Count == 0 ? null :
        [
            .. names.Select(name => (Name: name, Path: Path.Combine(folder, name)))
                .Select(file => new ContentFile(file.Name, CheckedFile.HashOf(file.Path), new FileInfo(file.Path).Length)),
        ];

        // Relative to the folder and below it; null = it is not.
        private string? NameOf(string path)
        {
            if (Path.IsPathRooted(path) || path.Contains('\0'))
            {
                return null;
            }

            var name = Path.GetRelativePath(folder, Path.GetFullPath(Path.Combine(folder, path))).Replace('\\', '/');
            return name is "." or ".." || name.StartsWith("../", StringComparison.Ordinal) ? null : name;
        }
    }
}
