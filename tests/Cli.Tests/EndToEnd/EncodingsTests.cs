using System.Globalization;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Export;
using Orchestrator.Models.Forest;
using Orchestrator.Models.Training;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary><c>predict --encodings</c>: the rows' encodings with their labels, from which the forest's scores can be had again.</summary>
public sealed class EncodingsTests : IDisposable
{
    private const int Width = 8;
    private readonly string folder = Directory.CreateTempSubdirectory("encodings-").FullName;

    [Fact]
    public async Task Encodings_are_what_the_forest_has_scored()
    {
        var forest = Save("superq", out var model);
        var data = Written("rows.fasta", ">a label=site\nACGTACGTAC\n>b label=none\nTTTTTTTTTT\n");
        var (scores, encodings) = (Path.Combine(folder, "scores.csv"), Path.Combine(folder, "encodings.csv"));

        var ending = await OrchestratorProcess.RunAsync(
            "predict", model, data, "--device", "cpu", "-o", scores, "--encodings", encodings);

        ending.ExitCode.ShouldBe(0, ending.Errors);
        var lines = (await File.ReadAllLinesAsync(encodings)).Select(line => line.Split(',')).ToArray();
        lines[0].ShouldBe(["row", "label", .. Enumerable.Range(0, Width).Select(at => $"encoding_{at}")]);
        lines[1][..2].ShouldBe(["a", "site"]);
        lines[2][..2].ShouldBe(["b", "none"]);
        var said = forest.Predict([.. lines.Skip(1).SelectMany(line => line[2..]).Select(cell =>
            float.Parse(cell, CultureInfo.InvariantCulture))]);
        var predicted = (await File.ReadAllLinesAsync(scores)).Skip(1).Select(line => line.Split(',')[1]);
        predicted.ShouldBe([said[1] > said[0] ? "site" : "none", said[3] > said[2] ? "site" : "none"]);
    }

    [Fact]
    public async Task Rows_without_labels_have_no_column_of_them()
    {
        Save("superq", out var model);
        var encodings = Path.Combine(folder, "encodings.csv");

        var ending = await OrchestratorProcess.RunAsync(
            "predict", model, Written("rows.fasta", ">a\nACGTACGTAC\n"), "--device", "cpu", "--encodings", encodings);

        ending.ExitCode.ShouldBe(0, ending.Errors);
        ending.Output.ShouldStartWith("row,predicted,none,site\n");
        (await File.ReadAllLinesAsync(encodings))[0].ShouldStartWith("row,encoding_0,");
    }

    [Fact]
    public async Task A_network_that_has_no_encodings_is_refused()
    {
        Save("sequence-cnn", out var model);
        var (data, encodings) = (Written("rows.fasta", ">a\nACGTACGTAC\n"), Path.Combine(folder, "encodings.csv"));

        var refused = await OrchestratorProcess.RunAsync("predict", model, data, "--device", "cpu", "--encodings", encodings);
        var nowhere = await OrchestratorProcess.RunAsync("predict", model, data, "--encodings", Path.Combine(folder, "no", "such.csv"));

        (refused.ExitCode, refused.Output).ShouldBe((2, ""));
        refused.Errors.ShouldContain("--encodings is for autoencoders, such as superq;");
        File.Exists(encodings).ShouldBeFalse();
        (nowhere.ExitCode, nowhere.Output).ShouldBe((2, ""));
        nowhere.Errors.ShouldContain("--encodings");
        nowhere.Errors.ShouldContain("there is no folder");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Writes a network of drawn weights, an autoencoder with a forest that was grown on anything.</summary>
    private RandomForest Save(string name, out string model)
    {
        model = Path.Combine(folder, "model.safetensors");
        var settings = Configuration.Empty;
        foreach (var (setting, value) in new[] { ("filters", 8), ("lstm", 8), ("encoding", Width) })
        {
            settings = ModelCatalog.Find(name).Find(setting) is null ? settings : settings.With(setting, ParameterValue.Of(value));
        }

        var saved = new SavedModel(name, settings, Configuration.Empty, new([10], false, TaskKind.TwoClasses, 1), ["none", "site"],
            Inputs: new("fasta", null, null, 4, null));
        using var network = saved.CreateNetwork();
        var random = new RandomStream(1);
        var (forest, _) = ForestTraining.Grow(
            [.. Enumerable.Range(0, 50 * Width).Select(_ => (float)random.NextNormal() * 0.2f)], Width,
            ForestTargets.Of(new ClassTargets([.. Enumerable.Range(0, 50).Select(row => row % 2)], ["none", "site"]),
                [.. Enumerable.Range(0, 50)], TaskKind.TwoClasses, balanced: false), new(Trees: 15), 1);
        if (network is IAutoencoder autoencoder)
        {
            autoencoder.Forest = forest;
        }

        WeightFile.Save(network, model, saved.ToJson());
        return forest;
    }

    private string Written(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
