using System.Globalization;
using Orchestrator.Cli.Rendering;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Export;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Scoring;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Archives;
using Orchestrator.Models.Training;
using Orchestrator.Sweeps;
using static TorchSharp.torch;

namespace Orchestrator.Cli.Prediction;

/// <summary>Joins networks of a sweep's folds into one.</summary>
/// <param name="place">Where their checkpoints are.</param>
/// <param name="state">The sweep.</param>
/// <param name="dataRoot">Where its data is now; null = where it was.</param>
internal sealed class EnsembleSource(ISweepClient place, SweepState state, string? dataRoot)
{
    private const string Folds = "folds", Top = "top:", Option = "--ensemble";

    /// <summary>Joins them, measures the ensemble on rows that are new to all of it, and saves it.</summary>
    /// <param name="kind"><c>folds</c>: the best trial's; <c>top:K</c>: those of the best K trials.</param>
    /// <param name="file">Where it is saved; null = nowhere.</param>
    /// <exception cref="UserError">A checkpoint is gone, the data is not there or another one, or the file cannot be written.</exception>
    public async Task<EnsembleView> JoinAsync(string kind, string? file)
    {
        var trials = await TrialsAsync(CountOf(kind));
        var folder = Directory.CreateTempSubdirectory("ensemble-").FullName;
        try
        {
            var definition = TrainedData.Find(state, dataRoot);
            var source = new FoldNetworks(definition);
            var (members, networks) = (new List<EnsembleMember>(), new List<nn.Module<Tensor, Tensor>>());
            foreach (var fold in trials.SelectMany(trial => trial.Folds))
            {
                var (description, network) = source.Read(await TrainedData.AssignmentAsync(place, state, definition, fold.Id, folder));
                members.Add(new(state.Id, fold.Id, fold.Result!.Score, description));
                networks.Add(network);
            }

            var joined = SavedModel.Of(members);
            using var ensemble = joined.Join(networks);
            var test = source.TestRows.Count == 0 ? null : source.Test(joined, ensemble, "cpu");
            if (file is not null)
            {
                WeightFile.Save(ensemble, file, joined.ToJson());
            }

            return new(kind, AnswerOf(joined.Shape.Task),
                [.. members.Select(member => new EnsembleMemberView(member.Fold.Trial, member.Fold.Fold, member.Score))],
                source.TestRows.Count, source.Rows, test, file);
        }
        catch (Exception e) when (e is FileNotFoundException or CorruptArchiveException or DataFormatException or FoldPlanException
            or DataMismatchException or TorchException or IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{Option} {kind}: {e.Message}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int CountOf(string kind) =>
        kind == Folds ? 1
        : kind.StartsWith(Top, StringComparison.Ordinal)
            && int.TryParse(kind.AsSpan(Top.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
        : throw new UserError($"{Option} {kind}: '{Folds}' joins the networks of the best trial's folds, '{Top}3' those of the best three "
            + "trials.");

    private static string AnswerOf(TaskKind task) => task switch
    {
        TaskKind.Values => "the mean of its networks' values",
        TaskKind.Labels => "the mean of its networks' probabilities, of each label by itself",
        _ => "the mean of its networks' probabilities",
    };

    private async Task<TrialState[]> TrialsAsync(int count)
    {
        if (state.Definition.Explanation is not null)
        {
            throw new UserError($"'{state.Id}' explains networks and has none of its own.");
        }

        var best = state.Ranked().Take(count).ToArray();
        if (best.Length < count)
        {
            throw new UserError(best.Length == 0 ? $"No trial of '{state.Id}' has a score yet."
                : $"'{state.Id}' has {Words.Count(best.Length, "trial")} with a score, not {count}: ask for {Top}{best.Length}.");
        }

        foreach (var trial in best)
        {
            // 'clean' is not journaled.
            if (!state.Stored.Contains(trial.Number)
                || !await place.HasArtifactAsync(state.Id, new FoldId(trial.Number, 0), ArtifactNames.Checkpoint))
            {
                throw new UserError($"The networks of trial {trial.Number} of '{state.Id}' are gone: its checkpoints were deleted, as "
                    + $"'artifacts' in the sweep file or 'orchestrator clean' asked. 'artifacts: {{ keep: best {count} }}' keeps what "
                    + "such an ensemble needs.");
            }
        }

        return best;
    }
}
