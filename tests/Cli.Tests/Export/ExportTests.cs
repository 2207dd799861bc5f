using System.Globalization;
using System.Text.Json;
using Orchestrator.Cli.Commands;
using Orchestrator.Cli.Export;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Cli.Tests.Rendering;

namespace Orchestrator.Cli.Tests.Export;

/// <summary>What <c>orchestrator export</c> writes for a sweep that is in the journal.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("export-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task Trials_are_a_row_each_with_all_digits()
    {
        var rows = Csv(await ExportAsync());
        rows[0].ShouldBe(
            ["trial", "status", "learning_rate", "filters", "pooling", "mean", "std", "fold_0", "fold_1", "test", "attempts",
                "train_seconds", "reason"]);
        rows.Count.ShouldBe(4);
        rows[1][..5].ShouldBe(["0", "completed", "0.00123456789", "64", "max"]);
        double.Parse(rows[1][5], CultureInfo.InvariantCulture).ShouldBe(0.91, 1e-15);
        rows[2][4].ShouldBe("a,\"b\"");
        rows[2][9].ShouldBe("0.9512");
        rows[2][10].ShouldBe("3"); // two folds, one crash
        rows[3][..2].ShouldBe(["2", "failed"]);
        rows[3][5..10].ShouldBe(["", "", "", "", ""]);
        rows[3][12].ShouldContain("The loss is NaN in epoch 2.");
    }

    [Fact]
    public async Task Folds_are_a_row_each_with_every_metric()
    {
        var rows = Csv(await ExportAsync("--rows", "folds"));
        rows[0].ShouldBe(
            ["trial", "fold", "status", "score", "best_epoch", "epochs", "train_seconds", "attempts", "parameters", "validation/accuracy",
                "validation/loss"]);
        rows.Count.ShouldBe(1 + 3 * 2 + 1);
        rows[3].ShouldBe(["1", "0", "completed", "0.95", "3", "4", "12.5", "2", "500", "0.95", "0.25"]);
        rows[^1][1].ShouldBe("refit");
    }

    [Fact]
    public async Task Measurements_are_a_row_each()
    {
        var rows = Csv(await ExportAsync("--rows", "measurements"));
        rows[0].ShouldBe(["trial", "fold", "attempt", "epoch", "metric", "value"]);
        rows.Count.ShouldBe(1 + 4 * 4 * 2);
        rows[1].ShouldBe(["0", "0", "1", "1", "train/loss", "1"]);
    }

    [Fact]
    public async Task Json_holds_the_whole_sweep()
    {
        var root = JsonDocument.Parse(await ExportAsync("--json")).RootElement;
        root.GetProperty("status").GetString().ShouldBe("completed");
        root.GetProperty("trials").GetArrayLength().ShouldBe(3);
        root.GetProperty("trials")[1].GetProperty("folds")[0].GetProperty("attempts")[0].GetProperty("reason")
            .GetString()!.ShouldContain("Exit code 139");
    }

    [Fact]
    public async Task Csv_quotes_by_the_book()
    {
        var text = await ExportAsync();
        text.ShouldContain(",\"a,\"\"b\"\"\",");
        text.Split("\r\n").Length.ShouldBe(5); // a head, three trials, and the end of the last line
    }

    [Fact]
    public async Task What_is_there_is_not_overwritten_and_what_cannot_be_written_is_said()
    {
        await StoryJournal.WriteAsync(Story.Whole(), Path.Combine(home, "journal.db"));
        var taken = Path.Combine(home, "taken");
        await File.WriteAllTextAsync(taken, "mine");
        foreach (var format in ExportFormats.Names)
        {
            (await Refused(format, taken)).ShouldBe($"error: --out {taken}: a file is there already. Name another place, or delete it.\n");
            (await Refused(format, Path.Combine(taken, "below"))).ShouldStartWith($"error: --out {taken}");
        }

        (await File.ReadAllTextAsync(taken)).ShouldBe("mine");
        (await Refused("parquet", home)).ShouldBe($"error: --out {home}: the folder holds something. Name another place, or delete it.\n");
        (await Refused("csv", Path.Combine(taken, "below"))).ShouldStartWith($"error: --out {taken}");

        async Task<string> Refused(string format, string path)
        {
            var ending = await OrchestratorProcess.RunAsync("export", "--home", home, "--format", format, "--out", path);
            ending.ExitCode.ShouldBe(ExitCode.BadInput, ending.Errors);
            return ending.Errors;
        }
    }

    private async Task<string> ExportAsync(params string[] options)
    {
        var story = Story.Whole();
        await StoryJournal.WriteAsync(story, Path.Combine(home, "journal.db"));
        var output = Path.Combine(home, "export");
        (await CommandLine.RunAsync(["export", "--home", home, "--out", output, .. options])).ShouldBe(ExitCode.Success);
        return await File.ReadAllTextAsync(output);
    }

    // RFC 4180, strictly: a reader of its own, so that the writer is not its own witness.
    private static List<string[]> Csv(string text)
    {
        var (rows, row, cell, quoted) = (new List<string[]>(), new List<string>(), "", false);
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted)
            {
                if (text[i] != '"')
                {
                    cell += text[i];
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell += text[i++];
                }
                else
                {
                    quoted = false;
                }
            }
            else if (text[i] == '"')
            {
                quoted = true;
            }
            else if (text[i] == ',')
            {
                (cell, _) = ("", Push(row, cell));
            }
            else if (text[i] == '\n')
            {
                Push(row, cell.TrimEnd('\r'));
                rows.Add([.. row]);
                row.Clear();
                cell = "";
            }
            else
            {
                cell += text[i];
            }
        }
        quoted.ShouldBeFalse();
        cell.ShouldBe("");
        return rows;
    }

    private static bool Push(List<string> row, string cell)
    {
        row.Add(cell);
        return true;
    }
}
