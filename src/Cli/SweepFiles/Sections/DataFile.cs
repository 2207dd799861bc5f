using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary>A key that names a file of data, relative to the sweep file or to the data root.</summary>
internal static class DataFile
{
    /// <summary>The file's absolute path; null, with a problem, when there is none.</summary>
    public static string? Read(Section section, string key, string folder)
    {
        if (section.Text(key, kind: "a file") is not { } written)
        {
            return null;
        }

        if (written.Contains('\0'))
        {
            section.Refuse(key, "a path holds no null character.");
            return null;
        }
        var path = Path.GetFullPath(Path.Combine(folder, written));
        if (!File.Exists(path))
        {
            section.Refuse(key, Directory.Exists(path) ? $"'{written}' is a folder; the data is a file." : Absent(written, path));
        }

        return path;
    }

    private static string Absent(string written, string path)
    {
        var neighbours = Path.GetDirectoryName(path) is { } folder && Directory.Exists(folder) ? Directory.EnumerateFiles(folder)
            .Select(f => Path.GetFileName(f)!) : [];
        var near = NearestWord.Find(Path.GetFileName(path), neighbours.Order(StringComparer.Ordinal));
        var advice = near is null ? "" : $" Did you mean '{Path.Combine(Path.GetDirectoryName(written) ?? "", near)}'?";
        return $"the data '{written}' is not there: {path} does not exist. Paths are relative to the sweep file, or to --data-root "
            + $"DIR.{advice}";
    }
}
