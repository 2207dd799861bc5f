using System.CommandLine;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Data.Synthesis;
using Orchestrator.Models.Data.Writers;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator data synth KIND</c>.</summary>
internal static class DataSynthCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("KIND")
        {
            Description = "What to draw: "
            + string.Join("; ", SyntheticData.Kinds.Select(k => $"{k.Name} = {k.Summary}")) + "."
        };
        kind.AcceptOnlyFromAmong([.. SyntheticData.Names]);
        var rows = new Option<int>("--rows") { Description = "How many rows.", HelpName = "N", DefaultValueFactory = _ => 1_000 };
        var seed = new Option<ulong>("--seed")
        {
            Description = "The same seed draws the same rows.",
            HelpName = "S",
            DefaultValueFactory = _ =>
            1
        };
        var output = new Option<string>("--out")
        {
            Description = "Folder to write into; made if need be.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "."
        };
        var command =
            new ExampledCommand("synth", "Draws data with a planted signal, in a format that sweeps read, with a sweep file beside it.",
            ("orchestrator data synth histone --rows 2000 --out drawn", "then: orchestrator run drawn/histone.yaml"),
            ("orchestrator data synth trait-pair --seed 7 --out drawn", "two planted genes, to be found again"))
        { kind, rows, seed, output };
        command.SetAction(parsed =>
        {
            var (name, count, folder) = (parsed.GetRequiredValue(kind), parsed.GetValue(rows), parsed.GetValue(output)!);
            if (count < SyntheticData.FewestRows)
            {
                throw new UserError($"--rows {count}: at least {SyntheticData.FewestRows}.");
            }

            try
            {
                Directory.CreateDirectory(folder);
                var written = DataSetWriter.Write(SyntheticData.Draw(name, count, parsed.GetValue(seed)), folder, name);
                var file = Path.Combine(folder, name + ".yaml");
                File.WriteAllText(file, DrawnSweep.Text(SyntheticData.Find(name)!, written, count));
                Console.Out.WriteLine($"{count} rows in {Path.Combine(folder, written.File)}; next: orchestrator run {file}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UserError($"{folder} cannot be written: {e.Message}");
            }
            return ExitCode.Success;
        });
        return command;
    }
}
