using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Interpretation;
using Orchestrator.Interpretation.Attributions;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Views;

/// <summary>Figures of an explanation, of the answers that have come so far.</summary>
internal static class ExplainedFigures
{
    /// <summary>Whether a figure is one of these.</summary>
    public static bool Has(string name) => name is ExplanationFigureNames.Inputs or ExplanationFigureNames.Methods
        or ExplanationFigureNames.Positions;

    /// <summary>One of them.</summary>
    /// <param name="state">The explanation.</param>
    /// <param name="artifacts">Folder of all sweeps' artifacts; null = answers do not lie here.</param>
    /// <param name="name">See <see cref="Has"/>.</param>
    /// <exception cref="UserError">There is nothing to show yet, or nothing of the kind: a sentence to show in its place.</exception>
    public static Figure Of(SweepState state, string? artifacts, string name)
    {
        if (state.Definition.Explanation is not { Permuted: null, Paired: null } asked)
        {
            throw new UserError($"'{state.Id}' explains no networks; 'orchestrator explain {state.Id}' does.");
        }

        if (artifacts is null)
        {
            throw new UserError($"The answers do not lie here; 'orchestrator explain {asked.Sweep}' fetches them.");
        }

        var explanation = new Explanation(Read(state, artifacts));
        if (explanation.Methods.Count == 0)
        {
            throw new UserError(state.Ended ? "No method has an answer about these networks." : "No method has answered yet.");
        }

        return name switch
        {
            ExplanationFigureNames.Inputs => ExplanationFigures.Inputs(asked, explanation),
            ExplanationFigureNames.Methods => ExplanationFigures.Methods(asked, explanation),
            _ when explanation.OfDna => ExplanationFigures.Positions(asked, explanation),
            _ => throw new UserError("The inputs have no positions: they are not DNA."),
        };
    }

    private static List<Attribution> Read(SweepState state, string artifacts)
    {
        var found = new List<Attribution>();
        foreach (var fold in state.Trials.SelectMany(trial => trial.Folds).Where(fold => fold.Status == WorkStatus.Completed))
        {
            var path = Path.Combine(ArtifactLayout.OfFold(artifacts, state.Id, fold.Id), ArtifactNames.Attribution);
            try
            {
                found.Add(AttributionFile.Read(File.ReadAllBytes(path)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                throw new UserError(
                    $"The answer of {fold.Id} cannot be read ({e.Message.TrimEnd('.')}); 'orchestrator explain ... --again' asks anew.");
            }
        }

        return found;
    }
}
