using System.Text.RegularExpressions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.PluginProjects;

/// <summary>Writes the project of a new plug-in: one class, one test, a sweep file and data to run it on.</summary>
internal static partial class PluginTemplate
{
    private const string Root = "templates/", Common = "common", Table = "table", Reader = "reader";

    /// <summary>What can be made.</summary>
    public static readonly string[] Kinds = ["model", "sampler", "metric", Reader, "pruner"];

    /// <summary>Writes it.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="name">What sweep files will call it.</param>
    /// <param name="folder">Where; it is made.</param>
    /// <returns>The files, relative to the folder.</returns>
    /// <exception cref="UserError">The name cannot be one, or there is something in the folder already.</exception>
    public static IReadOnlyList<string> Write(string kind, string name, string folder)
    {
        if (!Name().IsMatch(name) || File.Exists(Path.Combine(PluginProject.ProgramFolder, name + ".dll")))
        {
            throw new UserError($"'{name}' cannot be the name of a plug-in: it is of lower-case letters, digits and single dashes, begins "
                + "with a letter, and is not that of a library.");
        }

        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new UserError($"{folder} is there already. Name another folder with --out, or take another name.");
        }

        var stem = string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        (string Token, string Word)[] words =
        [
            ("__NAME__", name), ("__CLASS__", stem), ("__KIND__", kind), ("__PART__", char.ToUpperInvariant(kind[0]) + kind[1..]),
            ("__FOLDER__", PluginProject.ProgramFolder),
        ];
        var written = new List<string>();
        foreach (var (resource, file) in Files(kind))
        {
            var path = Path.Combine(folder, Filled(file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var text = new StreamReader(typeof(PluginTemplate).Assembly.GetManifestResourceStream(resource)!);
            File.WriteAllText(path, Filled(text.ReadToEnd()));
            written.Add(Filled(file));
        }

        return written;

        string Filled(string text) =>
            words.Aggregate(text, (filled, word) => filled.Replace(word.Token, word.Word, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Resource, string File)> Files(string kind) =>
        from resource in typeof(PluginTemplate).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
        from part in kind == Reader ? new[] { kind, Common } : [kind, Common, Table]
        let start = $"{Root}{part}/"
        where resource.StartsWith(start, StringComparison.Ordinal)
        select (resource, resource[start.Length..]);

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex Name();
}
