using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Settings;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Cli.SweepFiles.Sections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Models.Data;
using Orchestrator.Models.Description;
using Orchestrator.Models.Folds;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator data describe PATH</c>.</summary>
internal static class DataDescribeCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A data file, or a sweep file (.yaml), whose data is described." };
        var format = new Option<string?>("--format") { Description = "The file's format. [default: by its ending]", HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong([.. DataSetFormats.Names]);
        var key = new Option<string?>("--key")
        {
            Description = "What a sweep file calls 'key': label columns, an archive's array.",
            HelpName = "KEY"
        };
        var groups = new Option<string?>("--groups")
        {
            Description = "Column of the data, or TABLE#COLUMN, that says which rows belong together.",
            HelpName = "COLUMN"
        };
        var differences = new Option<int?>("--differences")
        {
            Description = "Most places that near copies differ in. [default: a fiftieth of a row]",
            HelpName = "N"
        };
        var (dataRoot, json) = (CommonOptions.DataRoot(), CommonOptions.Json());
        var command =
            new ExampledCommand("describe",
                "Tells what a data set holds: rows, targets, missing values, classes, lengths, groups, sparsity, copies, and the hash "
                + "of its content.",
            ("orchestrator data describe examples/splice.yaml", "the data of a sweep file"),
            ("orchestrator data describe genes.csv --key resistant --groups patient", "a table with its label and group columns"),
            ("orchestrator data describe matrix.npz --format csr --key 'labels=samples.csv#type' --json", "for scripts"))
        { path, format, key, groups, differences, dataRoot, CommonOptions.Plugins(), json };
        command.SetAction(parsed =>
        {
            var file = parsed.GetRequiredValue(path);
            var definition = Path.GetExtension(file) is ".yaml" or ".yml"
                ? SweepFileLoader.Load(file, new SweepOverrides(DataRoot: parsed.GetValue(dataRoot))).Data
                : new DataDefinition(Path.GetFullPath(file), parsed.GetValue(format) ?? Guessed(file), parsed.GetValue(key),
                    Groups(parsed.GetValue(groups)));
            var description = Described(definition, parsed.GetValue(differences));
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(description, WireJson.Indented));
            }
            else
            {
                foreach (var line in DescriptionText.Of(description))
                {
                    Console.Out.WriteLine(line);
                }
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static DataDescription Described(DataDefinition definition, int? differences)
    {
        try
        {
            return DataDescriber.Describe(definition, differences);
        }
        catch (Exception e) when (e is DataFormatException or FoldPlanException or IOException or UnauthorizedAccessException)
        {
            throw new UserError(e.Message);
        }
    }

    private static string Guessed(string file) => DataSection.Guess(file, SweepVocabulary.Registered)
        ?? throw new UserError(
            $"The ending of '{file}' does not tell its format: name it with --format ({string.Join(", ", DataSetFormats.Names)}).");

    private static GroupsDefinition? Groups(string? written) => written?.Split('#', 2) switch
    {
        [var table, var column] => new GroupsDefinition(column, Path.GetFullPath(table)),
        [var column] => new GroupsDefinition(column),
        _ => null,
    };
}
