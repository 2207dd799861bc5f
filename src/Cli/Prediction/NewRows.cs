using Orchestrator.Cli.SweepFiles;
using Orchestrator.Cli.SweepFiles.Sections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Models.Data;
using Orchestrator.Models.Scoring;
using Orchestrator.Models.Training;

namespace Orchestrator.Cli.Prediction;

/// <summary>Rows that a network scores, in the form that it takes.</summary>
/// <param name="Names">What each row is called.</param>
/// <param name="Inputs">What goes in.</param>
/// <param name="Targets">What should come out, in the order of the outputs; null = not known.</param>
/// <param name="Remark">What the user should hear of; null = nothing.</param>
internal sealed record NewRows(IReadOnlyList<string> Names, Inputs Inputs, Targets? Targets, string? Remark)
{
    private static readonly string[] OfTraining = ["labels=", "truth=", "rows="];

    // Formats that share the ending of another, which goes before where nothing is known: the training data's is the likelier one.
    private static readonly Dictionary<string, string[]> Shared = new() { ["npz"] = ["csr", "wdnn"], ["csv"] = ["variants", "burden"] };

    /// <summary>Reads them.</summary>
    /// <param name="file">A data file, or a sweep file, whose data is meant.</param>
    /// <param name="format">Its format; null = by its ending, or as in training.</param>
    /// <param name="key">Its key; null = as in training, labels that are not there being nobody's fault.</param>
    /// <param name="saved">The network.</param>
    /// <exception cref="UserError">The file cannot be read, or the network cannot take its rows.</exception>
    public static NewRows Read(string file, string? format, string? key, SavedModel saved)
    {
        var definition = Define(file, format, key, saved);
        try
        {
            var read = DataSetFormats.ReadToScore(definition, new(ColumnsOf(saved), saved.Inputs?.Features, Labelled: key is not null));
            var inputs =
                new TrainedInputs(saved, definition.Path, DataSetFormats.Of(definition) is IScoringReader { NamesWhatIsThere: true });
            var scored = inputs.Of(read.Inputs, read.RowNames);
            return new(read.RowNames, scored, new TrainedTargets(saved, definition.Path).Of(read.Targets), inputs.Remark);
        }
        catch (Exception e) when (e is DataFormatException or IOException or UnauthorizedAccessException)
        {
            throw new UserError(e.Message);
        }
        // What a reader did not foresee is still about the file.
        catch (Exception e) when (e is InvalidDataException or OverflowException or ArgumentException or FormatException)
        {
            throw new UserError($"{definition.Path}: {e.Message}");
        }
    }

    private static DataDefinition Define(string file, string? format, string? key, SavedModel saved)
    {
        if (Path.GetExtension(file) is ".yaml" or ".yml")
        {
            var own = SweepFileLoader.Load(file, new SweepOverrides()).Data;
            return own with { Format = format ?? own.Format, Key = key ?? own.Key, Groups = Grouped(saved), Test = null };
        }

        if (!File.Exists(file))
        {
            throw new UserError($"{file}: there is no such file. A relative path is taken from the current folder.");
        }
        var trained = saved.Inputs;
        var chosen = format ?? Guess(file, trained?.Format) ?? throw new UserError(
            $"The ending of '{file}' does not tell its format: name it with --format ({string.Join(", ", DataSetFormats.Names)}).");
        key ??= chosen == trained?.Format ? WithoutLabelFile(trained.Key) : null;
        return new DataDefinition(Path.GetFullPath(file), chosen, key, Grouped(saved));
    }

    private static GroupsDefinition? Grouped(SavedModel saved) => saved.Inputs?.Group is { } column ? new(column) : null;

    private static int ColumnsOf(SavedModel saved) => saved.Variants is not null && saved.Inputs is { } inputs
        ? inputs.Columns
        : saved.Shape.Row.Aggregate(1, (product, extent) => product * extent);

    private static string? Guess(string file, string? trained)
    {
        var guessed = DataSection.Guess(file, SweepVocabulary.Registered);
        return trained is not null && DataSetFormats.Names.Contains(trained)
            && (guessed is null || Shared.GetValueOrDefault(guessed)?.Contains(trained) == true)
            ? trained
            : guessed;
    }

    // Files of labels belong to the training rows, and so does a number of them.
    private static string? WithoutLabelFile(string? key)
    {
        if (key?.Contains('=') != true)
        {
            return key;
        }
        var kept = key.Split(';', StringSplitOptions.TrimEntries)
            .Where(part => !Array.Exists(OfTraining, word => part.StartsWith(word, StringComparison.Ordinal)));
        return string.Join("; ", kept) is { Length: > 0 } rest ? rest : null;
    }
}
