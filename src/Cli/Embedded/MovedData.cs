using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Data;

namespace Orchestrator.Cli.Embedded;

/// <summary>Finds the data of a sweep whose folder was moved or copied: by a part of its old path, and by its content.</summary>
/// <param name="home">Where journal and checkpoints are now.</param>
/// <param name="root">Where to look first; null = the user does not say.</param>
internal sealed class MovedData(string home, string? root)
{
    /// <summary>The data where it is now; as it was where its file is there.</summary>
    /// <param name="known">Where it was.</param>
    /// <param name="isIt">Whether what lies elsewhere has the content.</param>
    /// <exception cref="UserError">It is nowhere.</exception>
    public DataDefinition Find(DataDefinition known, Func<DataDefinition, bool> isIt)
    {
        if (DataSetFormats.Files(known).Count == 0)
        {
            return known;
        }

        if (root is null && File.Exists(known.Path))
        {
            isIt(known); // for what is remembered of it to be brought up to date; whether it is, is told later
            return known;
        }

        var looked = new List<string>();
        foreach (var place in Places().Distinct())
        {
            looked.Add(place);
            foreach (var moved in Below(place, known))
            {
                if (File.Exists(moved.Path) && Has(moved, isIt))
                {
                    return moved;
                }
            }
        }

        throw new UserError(File.Exists(known.Path)
            ? $"{root}: the sweep's data is not below it, as {Path.GetFileName(known.Path)} or with a longer part of {known.Path}."
            : $"{known.Path}: there is no such file any more, and no file of that name and content below {string.Join(" or ", looked)}. "
                + "Bring it back, or say with --data-root DIR below which folder it is now.");
    }

    // The folder of the home lies mostly beside the data.
    private IEnumerable<string> Places() => root is not null ? [Path.GetFullPath(root)]
        : [Path.GetDirectoryName(home) ?? home, Environment.CurrentDirectory];

    /// <summary>The longest part of the old path first.</summary>
    private static IEnumerable<DataDefinition> Below(string place, DataDefinition known)
    {
        var parts = known.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var skipped = 0; skipped < parts.Length; skipped++)
        {
            var old = "/" + string.Concat(parts[..skipped].Select(part => part + "/"));
            yield return known with
            {
                Path = Moved(known.Path),
                Groups = known.Groups is { File: { } file } groups ? groups with { File = Moved(file) } : known.Groups,
                Test = known.Test is { } test ? test with { Path = Moved(test.Path) } : null,
            };

            string Moved(string path) => path.StartsWith(old, StringComparison.Ordinal) ? Path.Combine(place, path[old.Length..]) : path;
        }
    }

    private static bool Has(DataDefinition moved, Func<DataDefinition, bool> isIt)
    {
        try
        {
            return isIt(moved);
        }
        catch (Exception e) when (e is DataFormatException or IOException or UnauthorizedAccessException)
        {
            return false; // another file of that name, or one that lacks a companion
        }
    }
}
