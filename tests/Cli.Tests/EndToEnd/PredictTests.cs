using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

public sealed class PredictTests(PredictedSweep sweep) : IClassFixture<PredictedSweep>
{
    [Theory]
    [InlineData("planted-1")]
    [InlineData("saved.pt")]
    [InlineData("saved.safetensors")]
    [InlineData("predicted/sweeps/planted-1/refit/model.bin")]
    public async Task Scores_are_those_of_the_refits_test(string model)
    {
        var output = sweep.At($"{Path.GetFileName(model)}.csv");
        // Only the sweep's id needs the sweep's home: a saved file goes to any machine.
        string[] arguments = model == "planted-1" ? [model, sweep.Labelled, "--home", sweep.Home]
            : [sweep.At(model), sweep.Labelled, "--home", sweep.At("nowhere")];
        var ending = await PredictAsync([.. arguments, "-o", output, "--json", "--device", "cpu"]);
        ending.ExitCode.ShouldBe(0, ending.Errors);

        var summary = JsonDocument.Parse(ending.Output).RootElement;
        summary.GetProperty("rows").GetInt32().ShouldBe(30);
        var metrics = summary.GetProperty("metrics").EnumerateObject().ToArray();
        metrics.Select(metric => metric.Name).ShouldContain("accuracy");
        foreach (var metric in metrics)
        {
            metric.Value.GetDouble().ShouldBe(sweep.Scored[metric.Name], 1e-6, metric.Name);
        }

        var lines = (await File.ReadAllLinesAsync(output)).Select(line => line.Split(',')).ToArray();
        lines[0].ShouldBe(["row", "predicted", "acceptor", "donor", "neither"]);
        lines.Length.ShouldBe(31);
        var truth = (await File.ReadAllLinesAsync(sweep.Labelled)).Where(line => line.StartsWith('>')).Select(line =>
            line[1..].Split(" label=")).ToArray();
        lines.Skip(1).Select(line => line[0]).ShouldBe(truth.Select(record => record[0]));
        var right = lines.Skip(1).Zip(truth, (line, record) => line[1] == record[1]).Count(same => same);
        (right / 30.0).ShouldBe(sweep.Scored["accuracy"], 1e-12);
        foreach (var line in lines.Skip(1))
        {
            var probabilities = line[2..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            probabilities.Sum().ShouldBe(1, 1e-9);
            lines[0][2 + Array.IndexOf(probabilities, probabilities.Max())].ShouldBe(line[1]);
        }
    }

    [Fact]
    public async Task Rows_without_labels_get_the_same_scores_whatever_the_batch()
    {
        var labelled = await PredictAsync(sweep.At("saved.pt"), sweep.Labelled, "--device", "cpu");
        labelled.Errors.ShouldContain("accuracy");
        var unlabelled = await PredictAsync(sweep.At("saved.pt"), sweep.Unlabelled, "--device", "cpu");
        (unlabelled.ExitCode, unlabelled.Errors).ShouldBe((0, ""));
        unlabelled.Output.ShouldBe(labelled.Output);

        var small = await PredictAsync(sweep.At("saved.pt"), sweep.Unlabelled, "--device", "cpu", "--batch", "7");
        var (some, others) = (small.Output.Split('\n'), unlabelled.Output.Split('\n'));
        some.Length.ShouldBe(others.Length);
        foreach (var (one, other) in some.Skip(1).Zip(others.Skip(1)))
        {
            foreach (var (number, same) in Numbers(one).Zip(Numbers(other)))
            {
                number.ShouldBe(same, 1e-5);
            }
        }

        static IEnumerable<double> Numbers(string line) =>
            line.Split(',').Skip(2).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Weights_that_do_not_say_what_they_are_want_a_network_like_theirs()
    {
        // As safetensors' own library writes a state dictionary that went through Python: without our metadata.
        var bare = sweep.At("bare.safetensors");
        Undescribed(await File.ReadAllBytesAsync(sweep.At("saved.safetensors")), bare);
        var refused = await PredictAsync(bare, sweep.Labelled);
        (refused.ExitCode, refused.Output).ShouldBe((2, ""));
        refused.Errors.ShouldContain("does not say of which network");
        refused.Errors.ShouldContain("--like SWEEP");

        var like = await PredictAsync(bare, sweep.Unlabelled, "--like", "planted-1", "--home", sweep.Home, "--device", "cpu");
        like.ExitCode.ShouldBe(0, like.Errors);
        like.Output.ShouldBe((await PredictAsync(sweep.At("saved.pt"), sweep.Unlabelled, "--device", "cpu")).Output);
    }

    [Fact]
    public async Task What_cannot_be_scored_is_refused_with_place_and_cure()
    {
        var model = sweep.At("saved.safetensors");
        await RefusedAsync("bases; all that the network was trained on have 36", model, Written("short.fasta", ">a\nACGT\n"));
        await RefusedAsync("line 2: 'X' is not a nucleotide. Use A, C, G, T", model,
            Written("letters.fasta", $">a\n{new string('X', 36)}\n"));
        await RefusedAsync("the class 'intron' is not one that the network was taught (acceptor, donor, neither)", model,
            Written("class.fasta", $">a label=intron\n{new string('A', 36)}\n"));
        await RefusedAsync("takes DNA sequences; the rows are numbers", model, Written("numbers.csv", "a,b,label\n1,2,x\n3,4,y\n"));
        await RefusedAsync("there is no such file", model, sweep.At("absent.fasta"));
        await RefusedAsync("nonsense", model, sweep.Labelled, "--format", "nonsense");
        await RefusedAsync("There is no file", sweep.At("absent.pt"), sweep.Labelled);
        await RefusedAsync("does not begin with a header of safetensors",
            Written("text.safetensors", "not weights, but text of some length"), sweep.Labelled);
        await RefusedAsync("it is no archive of tensors", sweep.Labelled, sweep.Labelled);
        await RefusedAsync("There is no sweep 'planted-9'", "planted-9", sweep.Labelled, "--home", sweep.Home);
        await RefusedAsync("name the file of the scores with --output", model, sweep.Labelled, "--json");
        await RefusedAsync("there is no folder", model, sweep.Labelled, "-o", sweep.At("no/such/scores.csv"));
        await RefusedAsync("--batch is at least 1", model, sweep.Labelled, "--batch", "0");
    }

    [Fact]
    public async Task Help_has_examples()
    {
        var help = await OrchestratorProcess.RunAsync("predict", "--help");
        help.ExitCode.ShouldBe(0);
        help.Output.ShouldContain("orchestrator predict splice.safetensors new.fasta");
        help.Output.ShouldContain("--like");
    }

    private static Task<OrchestratorProcess.Ending> PredictAsync(params string[] arguments) =>
        OrchestratorProcess.RunAsync(["predict", .. arguments]);

    private static async Task RefusedAsync(string reason, params string[] arguments)
    {
        var ending = await PredictAsync(arguments);
        (ending.ExitCode, ending.Output).ShouldBe((2, ""), ending.Errors);
        ending.Errors.ShouldContain(reason);
        ending.Errors.ShouldNotContain("   at ");
    }

    private static void Undescribed(byte[] described, string path)
    {
        var length = (int)BitConverter.ToInt64(described);
        var header = System.Text.Json.Nodes.JsonNode.Parse(described.AsSpan(8, length))!.AsObject();
        header.Remove("__metadata__").ShouldBeTrue();
        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)text.Length), .. text, .. described[(8 + length)..]]);
    }

    private string Written(string name, string text)
    {
        File.WriteAllText(sweep.At(name), text);
        return sweep.At(name);
    }
}
