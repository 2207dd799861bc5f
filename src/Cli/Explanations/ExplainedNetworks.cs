using Orchestrator.Cli.Prediction;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Interpretation;
using Orchestrator.Interpretation.Interactions;
using Orchestrator.Interpretation.Methods;
using Orchestrator.Interpretation.Motifs;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Archives;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Explanations;

/// <summary>Looks into the explained networks here, one after the other: which inputs act in pairs, and what filters look for.</summary>
/// <param name="place">Where their checkpoints are.</param>
/// <param name="source">The explained sweep.</param>
/// <param name="asked">Which of its trials.</param>
/// <param name="dataRoot">Where its data is now; null = where it was.</param>
/// <param name="tell">Hears which network is looked into.</param>
internal sealed class ExplainedNetworks(ISweepClient place, SweepState source, ExplanationDefinition asked, string? dataRoot,
    Action<string> tell)
{
    private const int MostOutputs = 12;

    /// <summary>The pairs among the first inputs of each output's ranking, the strongest first.</summary>
    /// <param name="explanation">Has the rankings.</param>
    /// <param name="count">Inputs of each ranking, at least 2.</param>
    /// <exception cref="UserError">A network or the data is gone, or the inputs are DNA.</exception>
    public async Task<IReadOnlyList<PairFinding>> PairsAsync(Explanation explanation, int count)
    {
        string[] outputs = [.. explanation.Outputs.Take(MostOutputs)];
        var (found, names) = (new List<(string Output, PairInteraction Pair)>(), new Dictionary<int, string>());
        await ForEachAsync(asked.Trials.Select(trial => trial.Number), fold =>
        {
            foreach (var output in outputs)
            {
                var first = explanation.Ranking(output).Take(count).ToArray();
                foreach (var input in first)
                {
                    names[input.Input] = input.Name;
                }

                // A method that measures the metric of all outputs together names no other.
                var own = Math.Max(0, fold.OutputNames.ToList().IndexOf(output));
                found.AddRange(PairInteractions.Compute(fold, [.. first.Select(input => input.Input)], source.Definition.Seed)
                    .Where(pair => pair.Output == own).Select(pair => (output, pair)));
            }
        });
        return
        [
            .. from pair in found
               group pair.Pair by (pair.Output, pair.Pair.First, pair.Pair.Second) into alike
               let finding = Joined(alike.Key.Output, names[alike.Key.First], names[alike.Key.Second], [.. alike])
               orderby Array.IndexOf(outputs, finding.Output), finding.MeanSize descending
               select finding,
        ];
    }

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

    private static PairFinding Joined(string output, string first, string second, PairInteraction[] alike)
    {
        var mean = alike.Average(pair => pair.Mean);
        var variance = alike.Length < 2 ? 0 : alike.Sum(pair => (pair.Mean - mean) * (pair.Mean - mean)) / (alike.Length - 1);
        var error = alike.Length < 2 ? alike[0].StandardError : Math.Sqrt(variance / alike.Length);
        return new(output, first, second, mean, error, alike.Average(pair => pair.MeanSize), alike.Length);
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
