namespace Orchestrator.Cli.Studies.Optuna;

/// <summary>A study of Optuna's as a sweep.</summary>
internal static class OptunaSweep
{
    /// <summary>What it searched, and its trials. Optuna keeps no names of metrics and no program.</summary>
    public static ImportedSweep Of(Study study)
    {
        var notes = new List<ImportNote>();
        var space = study.Space(text => notes.Add(new ImportNote(null, text)));
        return new ImportedSweep($"Optuna's study '{study.Name}': {study.Summary}", space, notes)
        {
            Name = study.Name,
            Search = new(study.Maximize.Count > 1 ? "parego" : "bayesian", ImportedSweep.UsualTrials),
            Objectives = [.. study.Maximize.Select(maximize => new ImportedObjective(null, maximize))],
            History = study,
        };
    }
}
