using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Folds;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>What a trainer is handed: a file of JSON that says everything of the fold, lists of rows, and a folder for what it
/// writes.</summary>
/// <remarks>docs/trainer-1.schema.json says the same for machines.</remarks>
internal sealed class FoldHandover
{
    /// <summary>The environment variable that names the file.</summary>
    public const string Variable = "ORCHESTRATOR_FOLD";

    private static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FoldAssignment assignment;
    private readonly string folder;

    /// <param name="assignment">The fold.</param>
    /// <param name="folder">Of the attempt; it is there.</param>
    public FoldHandover(FoldAssignment assignment, string folder)
    {
        (this.assignment, this.folder) = (assignment, folder);
        Output = Directory.CreateDirectory(Path.Combine(folder, "output")).FullName;
    }

    /// <summary>Path of the file.</summary>
    public string File => Path.Combine(folder, "fold.json");

    /// <summary>The folder for what the trainer writes.</summary>
    public string Output { get; }

    /// <summary>All hyper-parameters, those that are fixed first.</summary>
    public IEnumerable<Setting> Parameters => assignment.Definition.Model.Fixed.Settings.Concat(assignment.Configuration.Settings);

    /// <summary>The fold's seed, from 0 to 2^31 - 1: what every language takes. A numbered draw is the same in every fold.</summary>
    public int Seed
    {
        get
        {
            var (sweep, fold) = (assignment.Definition.Seed, assignment.Attempt.Fold);
            var draw = Parameters.Where(setting => setting.Name == RestartsDefinition.Restart && !setting.Value.IsText)
                .Select(setting => (int)setting.Value.Number).DefaultIfEmpty(RestartsDefinition.OwnDraw).First();
            return draw < 0 ? SeedSequence.OfTrainer(sweep, fold.Trial, fold.Fold)
                : SeedSequence.Positive(SeedSequence.Derive(sweep, draw, -1, "trainer of a restart"));
        }
    }

    /// <summary>Writes file and lists of rows.</summary>
    /// <param name="split">The rows; null = the trainer splits the data itself.</param>
    /// <param name="names">The names of all rows.</param>
    /// <param name="device">Such as <c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="threads">Threads that it may use.</param>
    /// <param name="checkpoint">Path of what it goes on from, and the epochs that this holds; null = it begins.</param>
    public void Write(FoldSplit? split, IReadOnlyList<string> names, string device, int threads, (string Path, int Epoch)? checkpoint)
    {
        var (definition, fold) = (assignment.Definition, assignment.Attempt.Fold);
        var parameters = new JsonObject();
        foreach (var (name, value) in Parameters)
        {
            parameters[name] = Value(value);
        }

        var handed = new JsonObject
        {
            ["protocol"] = TrainerLines.Version,
            ["sweep"] = assignment.Sweep.Value,
            ["trial"] = fold.Trial,
            ["attempt"] = assignment.Attempt.Attempt,
            ["refit"] = fold.IsRefit,
            ["fold"] = fold.IsRefit ? null : fold.Fold,
            ["folds"] = definition.CrossValidation.Splits,
            ["seed"] = Seed,
            ["parameters"] = parameters,
            ["epochs"] = assignment.Epochs,
            ["patience"] = fold.IsRefit ? null : definition.Stopping.Patience,
            ["min_delta"] = definition.Stopping.MinDelta,
            ["objective"] = definition.Objective.Metric,
            ["direction"] = definition.Objective.Direction.ToString().ToLowerInvariant(),
            ["metrics"] = new JsonArray([.. definition.Objectives.Select(objective => (JsonNode)objective.Metric)]),
            ["device"] = device,
            ["threads"] = threads,
            ["output"] = Output,
            ["files"] = definition.Model.Command!.Folder,
            ["data"] = Data(definition.Data),
            ["rows"] = split is null ? null : Rows(split, names, fold.IsRefit),
            ["split"] = split is null ? Split(definition) : null,
            ["checkpoint"] = checkpoint is { } there ? new JsonObject { ["path"] = there.Path, ["epoch"] = there.Epoch } : null,
        };
        System.IO.File.WriteAllText(File, handed.ToJsonString(Json));
    }

    // A choice has no kind: what spells a number or a truth value is meant as one.
    private static JsonValue Value(ParameterValue value) => value switch
    {
        { IsText: false, Number: var number } => Number(number),
        { Text: "true" } => JsonValue.Create(true),
        { Text: "false" } => JsonValue.Create(false),
        { Text: { } text } when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => Number(number),
        _ => JsonValue.Create(value.Text!),
    };

    private static JsonValue Number(double number) =>
        number == Math.Floor(number) && Math.Abs(number) < 1L << 53 ? JsonValue.Create((long)number) : JsonValue.Create(number);

    private static JsonObject? Data(DataDefinition data) => data.Path == DataDefinition.Unnamed ? null : new JsonObject
    {
        ["path"] = data.Path,
        ["format"] = data.Format,
        ["key"] = data.IsOpaque ? null : data.Key,
        ["test_path"] = data.Test?.Path,
        ["test_key"] = data.Test?.Key,
    };

    private JsonObject Rows(FoldSplit split, IReadOnlyList<string> names, bool isRefit) => new()
    {
        ["total"] = names.Count,
        ["training"] = List("training", split.Training, names),
        ["validation"] = isRefit ? null : List("validation", split.Validation, names),
        ["test"] = isRefit && split.Validation.Length > 0 ? List("test", split.Validation, names) : null,
    };

    // A number a line, from 0, and the row's name behind a tab.
    private string List(string name, int[] rows, IReadOnlyList<string> names)
    {
        var path = Path.Combine(folder, name + ".tsv");
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        foreach (var row in rows)
        {
            file.Write(row.ToString(CultureInfo.InvariantCulture));
            file.Write('\t');
            file.Write(names[row].ReplaceLineEndings(" ").Replace('\t', ' '));
            file.Write('\n');
        }

        return path;
    }

    private static JsonObject Split(SweepDefinition definition) => new()
    {
        ["folds"] = definition.CrossValidation.Folds,
        ["repeats"] = definition.CrossValidation.Repeats ?? 1,
        ["seed"] = SeedSequence.OfSplits(definition.Seed),
        ["test_fraction"] = definition.CrossValidation.TestFraction,
        ["test_rows"] = definition.CrossValidation.TestRows.ToString().ToLowerInvariant(),
    };
}
