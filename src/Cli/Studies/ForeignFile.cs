using Orchestrator.Cli.Studies.KerasTuner;
using Orchestrator.Cli.Studies.Optuna;
using Orchestrator.Cli.Studies.Ray;
using Orchestrator.Cli.Studies.Wandb;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Studies;

/// <summary>A file or folder in which another program keeps a sweep, and which part of it is meant: <c>PATH</c> or
/// <c>PATH:PART</c>.</summary>
/// <param name="Path">What its content tells whose it is.</param>
/// <param name="Part">Of Optuna the study, of Ray Tune the metric; null = the only one.</param>
internal sealed record ForeignFile(string Path, string? Part)
{
    private const string Known = "Read are W&B's sweep files; Optuna's SQLite files and journals; Ray Tune's spaces as YAML or JSON, and "
        + "its folders of trials; Keras Tuner's folders, oracle.json and trial.json.";

    /// <summary>Null when the text names nothing that is there, or a folder that holds no trials.</summary>
    public static ForeignFile? Find(string text)
    {
        if (IsThere(text))
        {
            return new(text, null);
        }

        for (var colon = text.IndexOf(':'); colon > 0; colon = text.IndexOf(':', colon + 1))
        {
            if (IsThere(text[..colon]))
            {
                return new(text[..colon], text[(colon + 1)..]);
            }
        }

        return null;
    }

    /// <summary>Reads it as a sweep.</summary>
    /// <exception cref="UserError">It is nobody's, or holds no such part.</exception>
    public ImportedSweep Read() => Guarded(() =>
    {
        if (Directory.Exists(Path))
        {
            return KerasTunerProject.IsProject(Path) ? KerasTunerProject.ReadFolder(Path) : RayTrials.Read(Path, Part, maximize: null);
        }

        if (OptunaDatabase.IsDatabase(Path))
        {
            return OptunaSweep.Of(Chosen(OptunaDatabase.Read(Path)));
        }

        if (OptunaJournal.IsJournal(Path))
        {
            return OptunaSweep.Of(Chosen(OptunaJournal.Read(Path)));
        }

        var root = Tree.Parse(File.ReadAllText(Path));
        return WandbSweep.IsSweep(root) ? WandbSweep.Read(root)
            : KerasTunerProject.IsFile(root) ? KerasTunerProject.ReadFile(Path, root)
            : RaySpace.IsSpace(root) ? RaySpace.Read(root)
            : throw new FormatException("it is of no kind that is known");
    });

    /// <summary>Reads the trials for a sweep to learn from.</summary>
    /// <param name="objective">The sweep's: which of several metrics is meant, where a program keeps all and does not say.</param>
    /// <exception cref="UserError">It is nobody's, or holds no such part, or no trials.</exception>
    public Study ReadStudy(ObjectiveDefinition objective)
    {
        var sweep = Directory.Exists(Path) && !KerasTunerProject.IsProject(Path)
            ? Guarded(() => RayTrials.Read(Path, Part ?? objective.Metric, objective.Direction == Direction.Maximize))
            : Read();
        return sweep.History ?? throw new UserError($"{Path} says what to search and holds no trials to learn from.");
    }

    private ImportedSweep Guarded(Func<ImportedSweep> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new UserError($"{Path}: {e.Message.TrimEnd('.')}. {Known}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{Path} cannot be read: {e.Message}");
        }
    }

    private Study Chosen(IReadOnlyList<Study> studies)
    {
        var names = string.Join(", ", studies.Select(study => $"'{study.Name}'"));
        return Part is null
            ? studies.Count switch
            {
                1 => studies[0],
                0 => throw new UserError($"{Path} holds no study."),
                _ => throw new UserError($"{Path} holds {studies.Count} studies; name one as {Path}:STUDY, of {names}."),
            }
            : studies.FirstOrDefault(study => study.Name == Part)
                ?? throw new UserError($"{Path} holds no study '{Part}', but {(studies.Count == 0 ? "none at all" : names)}.");
    }

    private static bool IsThere(string path) =>
        File.Exists(path) || (Directory.Exists(path) && (KerasTunerProject.IsProject(path) || RayTrials.IsExperiment(path)));
}
