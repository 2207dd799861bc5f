using System.Globalization;

namespace Orchestrator.GpuNode.Devices;

/// <summary>The control groups of Linux that this program is in, of version 1 or 2 or both. A limit of a group holds for those within
/// it.</summary>
/// <param name="proc">Where the kernel shows processes.</param>
/// <param name="root">Where it shows the groups.</param>
internal sealed class ControlGroups(string proc, string root)
{
    /// <summary>This program's own group. Inside a container the path may be the host's, and the group is what is mounted: so there may be
    /// several folders, of which one exists.</summary>
    /// <param name="controller">For example <c>memory</c>.</param>
    public IEnumerable<(string Folder, bool Old)> Own(string controller)
    {
        foreach (var line in Lines(Path.Combine(proc, "self", "cgroup")))
        {
            if (line.Split(':', 3) is not [var number, var controllers, var group])
            {
                continue;
            }
            var below = group.TrimStart('/');
            if (controllers.Split(',').Contains(controller))
            {
                yield return (Path.Combine(root, controller, below), true);
            }
            else if (number == "0")
            {
                yield return (Path.Combine(root, below), false);
            }
        }
        yield return (root, false);
        yield return (Path.Combine(root, controller), true);
    }

    /// <summary>The own group and those around it.</summary>
    public IEnumerable<(string Folder, bool Old)> All(string controller)
    {
        foreach (var (own, old) in Own(controller))
        {
            var top = old ? Path.Combine(root, controller) : root;
            for (var folder = own; folder is not null && folder.StartsWith(top, StringComparison.Ordinal);
                folder = Path.GetDirectoryName(folder))
            {
                yield return (folder, old);
            }
        }
    }

    /// <summary>A file's lines; none where it does not exist: not this system, or a process that has just ended.</summary>
    public static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The number behind a name at the start of a line; null = there is none.</summary>
    public static long? Field(string path, string name)
    {
        foreach (var line in Lines(path))
        {
            if (line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var first, var value, ..] && first == name)
            {
                return Number(value);
            }
        }
        return null;
    }

    /// <summary>The words of a file of one line; none where it does not exist.</summary>
    public static string[] Words(string path) =>
        Lines(path) is [var first, ..] ? first.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>A number of the kernel's; null = it is none, such as <c>max</c>.</summary>
    public static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
