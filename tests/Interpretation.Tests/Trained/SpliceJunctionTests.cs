using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Interpretation.Aggregation;
using Orchestrator.Interpretation.Attributions;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Tests.Training;
using Orchestrator.Models.Training;
using Orchestrator.Shared;
using Xunit.Abstractions;

namespace Orchestrator.Interpretation.Tests.Trained;

/// <summary>
/// Splice junctions of UCI: introns begin with GT and end with AG, and the junction is in the middle of the 60 bases. A donor (EI) has GT
/// at positions 31 and 32, an acceptor (IE) AG at 29 and 30.
/// </summary>
public sealed class SpliceJunctionTests(ITestOutputHelper log) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("splice-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Networks_of_two_folds_rely_on_the_bases_of_the_junction()
    {
        var attributions = new List<Attribution>();
        using var trainer = new FoldTrainer();
        for (var number = 0; number < 2; number++)
        {
            var assignment = Assignment(number);
            var score = trainer.Run(assignment, "cpu", new Recorder(), CancellationToken.None).Score;
            score.ShouldBeGreaterThan(0.85);
            using var fold = InterpretedFold.Open(assignment, "cpu");
            attributions.Add(Folds.Ask(fold, "in-silico-mutagenesis"));
            attributions.Add(Folds.Ask(fold, "integrated-gradients", ("rows", 64)));
            attributions.Add(Folds.Ask(fold, "saliency"));
        }

        foreach (var (junction, bases) in new[] { ("EI", new[] { (31, 'G'), (32, 'T') }), ("IE", [(29, 'A'), (30, 'G')]) })
        {
            var ranked = RankAggregation.Combine(attributions, junction, top: 12);
            log.WriteLine(string.Join("; ", ranked.Take(8).Select(input => $"{junction} {input.Name} {input.MeanRank:F1}")));

            foreach (var (position, letter) in bases)
            {
                var own = ranked.Single(input => input.Name == $"position {position}, {letter}");
                own.Place.ShouldBeLessThanOrEqualTo(12); // of 240
                own.Agreeing.ShouldBe(2);
                own.Direction.ShouldNotBeNull().ShouldBeGreaterThan(0); // it speaks for the junction
            }
        }
    }

    private FoldAssignment Assignment(int fold)
    {
        var definition = new SweepDefinition("splice", 7, new(RepositoryFolder.At("examples", "splice", "splice.fasta"), "fasta"),
            new("sequence-cnn", Configuration.Empty), new("random", 1), new([]), new(5, true, 0), new("accuracy", Direction.Maximize),
            new(4), new());
        return new(new("splice-1"), new(new(0, fold), 1), definition, Configuration.Empty, 4, Path.Combine(folder, $"fold-{fold}"));
    }
}
