using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Studies;

/// <summary>A file of Optuna's with studies, and which of them is meant: <c>FILE</c> when it holds one, <c>FILE:STUDY</c>
/// otherwise.</summary>
/// <param name="Path">A SQLite database or a journal.</param>
/// <param name="Study">Its name; null = the only one.</param>
internal sealed record StudyFile(string Path, string? Study)
{
    /// <summary>Null when the text names no file that is there.</summary>
    public static StudyFile? Find(string text)
    {
        if (File.Exists(text))
        {
            return new(text, null);
        }

        for (var colon = text.IndexOf(':'); colon > 0; colon = text.IndexOf(':', colon + 1))
        {
            if (File.Exists(text[..colon]))
            {
                return new(text[..colon], text[(colon + 1)..]);
            }
        }

        return null;
    }

    /// <summary>Reads the study.</summary>
    /// <exception cref="UserError">The file is none of Optuna's, or holds no such study, or several and none is named.</exception>
    public OptunaStudy Read()
    {
        IReadOnlyList<OptunaStudy> studies;
        try
        {
            studies = IsDatabase() ? OptunaDatabase.Read(Path) : OptunaJournal.Read(Path);
        }
        catch (FormatException e)
        {
            throw new UserError($"{Path}: {e.Message.TrimEnd('.')}. Read are SQLite files and journals in which Optuna keeps its studies.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{Path} cannot be read: {e.Message}");
        }

        var names = string.Join(", ", studies.Select(study => $"'{study.Name}'"));
        return Study is null
            ? studies.Count switch
            {
                1 => studies[0],
                0 => throw new UserError($"{Path} holds no study."),
                _ => throw new UserError($"{Path} holds {studies.Count} studies; name one as {Path}:STUDY, of {names}."),
            }
            : studies.FirstOrDefault(study => study.Name == Study)
                ?? throw new UserError($"{Path} holds no study '{Study}', but {(studies.Count == 0 ? "none at all" : names)}.");
    }

    private bool IsDatabase()
    {
        using var file = File.OpenRead(Path);
        Span<byte> head = stackalloc byte[OptunaDatabase.Signature.Length];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..read].SequenceEqual(OptunaDatabase.Signature);
    }
}
