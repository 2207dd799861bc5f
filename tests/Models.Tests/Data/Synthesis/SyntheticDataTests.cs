using System.Security.Cryptography;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Readers;
using Orchestrator.Models.Data.Synthesis;
using Orchestrator.Models.Data.Writers;
using Orchestrator.Models.Tests.Training;
using Orchestrator.Models.Training;

namespace Orchestrator.Models.Tests.Data.Synthesis;

public class SyntheticDataTests
{
    public static TheoryData<string> Kinds => new(SyntheticData.Names);

    [Theory, MemberData(nameof(Kinds))]
    public void The_seed_decides_and_nothing_else(string kind)
    {
        var (first, again, other) = (SyntheticData.Draw(kind, 60, 1), SyntheticData.Draw(kind, 60, 1), SyntheticData.Draw(kind, 60, 2));
        Digest(again).ShouldBe(Digest(first));
        Digest(other).ShouldNotBe(Digest(first));
        first.Rows.ShouldBe(60);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void What_is_written_is_read_again(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("drawn-").FullName;
        try
        {
            var drawn = SyntheticData.Draw(kind, 80, 3);
            var written = DataSetWriter.Write(drawn, folder, kind);
            var read = DataSetFormats.Read(new(Path.Combine(folder, written.File), written.Format, written.Key));
            Digest(read).ShouldBe(Digest(drawn));
            if (kind != "histone")
            {
                read.RowNames.ShouldBe(drawn.RowNames); // its archive holds numbers
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Its_model_takes_it_and_its_metric_is_measured(string kind)
    {
        var found = SyntheticData.Find(kind)!;
        var model = ModelCatalog.Find(found.Model);
        DataShape.Of(model, SyntheticData.Draw(kind, 60, 1));
        model.DirectionOf(found.Metric).ShouldNotBeNull();
    }

    /// <summary>Ordinary networks find what is planted, in rows that they were not trained on.</summary>
    [Theory]
    [InlineData("splice", "sequence-cnn", "accuracy", 0.7)]
    [InlineData("resistance-gene", "sequence-cnn", "auc", 0.7)]
    [InlineData("chromatin", "danq", "auc", 0.65, "filters=32", "kernel=10", "pool=6", "lstm=16", "dense=32", "learning_rate=2e-3",
        "batch_size=25")]
    [InlineData("histone", "histone-cnn", "pearson", 0.6, "batch_size=25")]
    [InlineData("variants", "wdnn", "auc", 0.7, "learning_rate=2e-3")]
    [InlineData("burden", "mlp", "accuracy", 0.6)]
    [InlineData("tumours", "mlp", "accuracy", 0.5)]
    [InlineData("trait-single", "linear", "auc", 0.9, "learning_rate=5e-2")]
    [InlineData("trait-pair", "linear", "auc", 0.8)]
    [InlineData("trait-triplet", "linear", "auc", 0.7)]
    [InlineData("trait-single-or-pair", "linear", "auc", 0.8)]
    public void A_network_finds_the_signal(string kind, string model, string metric, double least, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("drawn-").FullName;
        try
        {
            var chosen =
                PlantedSweep.Settings(
                    [.. settings.Select(s => s.Split('='))
                        .Select(s => (s[0], double.Parse(s[1], System.Globalization.CultureInfo.InvariantCulture)))]);
            var definition = new SweepDefinition(
                "drawn", 3, SyntheticReader.Define(kind, 800, 1), new(model, chosen), new("random", 1), new([]), new(4, false, 0.25),
                new(metric, Direction.Maximize), new(15), new());
            using var trainer = new FoldTrainer();
            trainer.Run(new(new("drawn-1"), new(new(0, FoldId.RefitFold), 1), definition, Configuration.Empty, 15, folder), "cpu",
                new Recorder(), default).Score.ShouldBeGreaterThan(least);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("histone rows=10 seed=1", "too few")]
    [InlineData("histon rows=100 seed=1", "'histon'")]
    [InlineData("histone", "what to draw")]
    public void A_definition_that_draws_nothing_is_refused(string key, string message) =>
        Should.Throw<DataFormatException>(() => DataSetFormats.Read(new("histone", "synth", key))).Message.ShouldContain(message);

    [Fact]
    public void Drawn_data_has_a_name_without_a_file()
    {
        var definition = SyntheticReader.Define("histone", 100, 1);
        DataSetFormats.Files(definition).ShouldBeEmpty();
        DataFingerprint.Of(definition).ShouldNotBe(DataFingerprint.Of(SyntheticReader.Define("histone", 100, 2)));
    }

    private static string Digest(DataSet data)
    {
        var inputs = new float[data.Rows * data.Inputs.RowLength];
        data.Inputs.CopyRows([.. Enumerable.Range(0, data.Rows)], inputs);
        var targets = data.Targets switch
        {
            ClassTargets classes => classes.Classes.Select(index => classes.Names[index]),
            ValueTargets values => Enumerable.Range(0, values.Values.Length)
                .Select(i => values.IsKnown(i / values.Columns, i % values.Columns) ? values.Values[i].ToString("R", null) : "?"),
            _ => [],
        };
        return Convert.ToHexString(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(inputs)))
            + string.Join(' ', targets);
    }
}
