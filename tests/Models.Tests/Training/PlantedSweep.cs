using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Models.Tests.Training;

/// <summary>A small sweep over DNA in which one class carries a motif in its middle, in a folder that lasts as long as the test.</summary>
internal sealed class PlantedSweep : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("planted-").FullName;

    public PlantedSweep(int rows = 120)
    {
        var random = new RandomStream(11);
        using var file = File.CreateText(DataPath);
        for (var row = 0; row < rows; row++)
        {
            var bases = Enumerable.Range(0, 20).Select(_ => "ACGT"[random.NextInt(4)]).ToArray();
            var planted = row % 2 == 0;
            "GT".CopyTo(0, bases, planted ? 9 : 2, 2);
            file.Write($">row{row} label={(planted ? "site" : "none")}\n{new string(bases)}\n");
        }

        Definition = new(
            "planted", 1, new(DataPath, "fasta"),
                new("sequence-cnn", Settings(("filters", 8), ("kernel", 3), ("units", 16), ("batch_size", 16), ("learning_rate", 0.02))),
            new("random", 1), new([]), new(3, true, 0.2), new("accuracy", Direction.Maximize), new(6), new());
    }

    public string DataPath => Path.Combine(folder, "planted.fasta");

    public SweepDefinition Definition { get; set; }

    public static Configuration Settings(params (string Name, double Value)[] settings) =>
        settings.Aggregate(Configuration.Empty, (all, setting) => all.With(setting.Name, ParameterValue.Of(setting.Value)));

    /// <summary>The assignment of a fold; the same artifact folder for the same name.</summary>
    public FoldAssignment Assignment(int fold = 0, int trial = 0, string artifacts = "fold", Configuration? configuration = null) => new(
        new("planted-1"), new(new(trial, fold), 1), Definition, configuration ?? Configuration.Empty, Definition.Stopping.Epochs,
            Path.Combine(folder, artifacts));

    public FoldAssignment Refit(int epochs, string artifacts = "refit") =>
        Assignment(FoldId.RefitFold, 0, artifacts) with { Epochs = epochs };

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
