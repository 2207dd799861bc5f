using Orchestrator.Cli.Prediction;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Interpretation;
using Orchestrator.Interpretation.Methods;
using Orchestrator.Interpretation.Motifs;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Archives;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Explanations;

/// <summary>Looks into the best explained networks here: what their filters look for.</summary>
/// <param name="place">Where their checkpoints are.</param>
/// <param name="source">The explained sweep.</param>
/// <param name="asked">Which of its trials.</param>
/// <param name="dataRoot">Where its data is now; null = where it was.</param>
/// <param name="tell">Hears which network is looked into.</param>
internal sealed class ExplainedNetworks(ISweepClient place, SweepState source, ExplanationDefinition asked, string? dataRoot,
    Action<string> tell)
{
    /// <summary>What the filters of the best explained trial's networks look for, those that tell most first.</summary>
    /// <param name="known">Known motifs to compare with; null = none.</param>
    /// <exception cref="UserError">A network or the data is gone, or the networks do not begin with filters over DNA.</exception>
    public async Task<IReadOnlyList<MotifFinding>> MotifsAsync(IReadOnlyList<Motif>? known)
    {
        var comparison = known is null ? null : new MotifComparison(known);
        var found = new List<MotifFinding>();
        await ForEachAsync([asked.Trials[0].Number], fold =>
        {
            foreach (var filter in FilterMotifs.Of(fold).Where(filter => filter.Motif is not null))
            {
                var own = filter.Motif!;
                var frequencies = new double[own.Width * DnaAlphabet.Bases];
                for (var position = 0; position < own.Width; position++)
                {
                    own[position].CopyTo(frequencies.AsSpan(position * DnaAlphabet.Bases));
                }

                var motif = new Motif($"trial{fold.Fold.Trial}-fold{fold.Fold.Fold}-filter{filter.Filter}", frequencies, own.Sites);
                found.Add(new(fold.Fold.Trial, fold.Fold.Fold, filter.Filter, motif, motif.Information().Sum(),
                    comparison?.Compare(motif)[0]));
            }
        });
        return [.. found.OrderByDescending(own => own.Bits).ThenBy(own => (own.Fold, own.Filter))];
    }

    private async Task ForEachAsync(IEnumerable<int> trials, Action<InterpretedFold> look)
    {
        var folder = Directory.CreateTempSubdirectory("networks-").FullName;
        try
        {
            var definition = TrainedData.Find(source, dataRoot);
            var data = new InterpretedData(definition);
            foreach (var fold in trials.SelectMany(number => source.Trials[number].Folds))
            {
                tell($"looking into trial {fold.Id.Trial}, fold {fold.Id.Fold}");
                using var opened = data.Open(await TrainedData.AssignmentAsync(place, source, definition, fold.Id, folder), "cpu");
                look(opened);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or CorruptArchiveException or DataFormatException or MethodRefusedException
            or TorchException)
        {
            throw new UserError(e.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
