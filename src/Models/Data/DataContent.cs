using Orchestrator.Contracts.Definitions;
using Orchestrator.Storage;

namespace Orchestrator.Models.Data;

/// <summary>Describes a data set by its content, so that it can travel.</summary>
public static class DataContent
{
    /// <summary>The definition with all its files, hashed; drawn data, which has none, as it is.</summary>
    /// <exception cref="DataFormatException">A file is absent, or named so that it could not lie elsewhere.</exception>
    public static DataDefinition Describe(DataDefinition definition)
    {
        var paths = DataSetFormats.Files(definition).Select(Path.GetFullPath).ToArray();
        if (paths.Length == 0)
        {
            return definition;
        }

        var root = CommonFolder(paths);
        var names = Array.ConvertAll(paths, path => Path.GetRelativePath(root, path).Replace('\\', '/'));
        var elsewhere = Path.GetFullPath("/elsewhere");
        var described = definition with { Files = [.. paths.Zip(names, Describe)] };
        var moved = DataSetFormats.Files(At(described, elsewhere)).Select(Path.GetFullPath).ToArray();
        for (var i = 0; i < paths.Length; i++)
        {
            if (moved[i] != Path.GetFullPath(Path.Combine(elsewhere, names[i])))
            {
                throw new DataFormatException(definition.Path, null,
                    $"the key names {paths[i]} by an absolute path, which another machine may not have",
                    "Name it relative to the data file");
            }
        }
        return described;
    }

    /// <summary>The definition of the same files in another folder.</summary>
    /// <param name="definition">With files.</param>
    /// <param name="folder">Where they lie under their names.</param>
    public static DataDefinition At(DataDefinition definition, string folder)
    {
        var names = new Dictionary<string, string>();
        foreach (var (path, file) in DataSetFormats.Files(definition).Zip(definition.Files!))
        {
            names[path] = file.Name;
        }

        return definition with
        {
            Path = Moved(definition.Path),
            Groups = definition.Groups is { File: { } table } groups ? groups with { File = Moved(table) } : definition.Groups,
            Test = definition.Test is { } test ? test with { Path = Moved(test.Path) } : null,
        };

        string Moved(string path) => Path.Combine(folder, names[path]);
    }

    private static DataFile Describe(string path, string name)
    {
        using (Files.DataSource.OpenRaw(path)) // says what is wrong with the path
        {
            return new DataFile(name, CheckedFile.HashOf(path), new FileInfo(path).Length);
        }
    }

    private static string CommonFolder(string[] paths)
    {
        var common = Path.GetDirectoryName(paths[0])!;
        foreach (var path in paths)
        {
            while (!path.StartsWith(common.TrimEnd('/') + "/", StringComparison.Ordinal))
            {
                common = Path.GetDirectoryName(common)!;
            }
        }
        return common;
    }
}
