using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Prediction;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Validation;
using Orchestrator.GpuNode.Devices;
using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator predict MODEL DATA</c>.</summary>
internal static class PredictCommand
{
    private const string Terminal = "\r\u001b[K"; // back to the line's begin, and erase it

    public static Command Create()
    {
        var options = new Options();
        var command = new ExampledCommand("predict",
            "Scores new rows with a trained network and writes CSV: a row's name, its predicted class, a column a class or target.",
            ("orchestrator predict splice-1 new.fasta", "with the refit of a sweep; of a cluster's with --server"),
            ("orchestrator predict splice-1 new.fasta -o scores.csv --json", "the scores to a file, a summary for scripts"),
            ("orchestrator predict splice.safetensors new.fasta", "with what 'best --save' wrote, on any machine"),
            ("orchestrator predict tuned.pt new.csv --like splice-1", "with a state dictionary that PyTorch wrote"),
            ("orchestrator predict genes-1 new.csv --key resistant", "the labels are in that column: metrics, too"),
            ("orchestrator predict superq-1 new.fasta -o scores.csv --encodings encoded.csv", "and what an autoencoder makes of rows"))
        {
            options.Model, options.Data, options.Output, options.Encodings, options.Format, options.Key, options.Like, options.Batch,
            options.Device, CommonOptions.Plugins(),
        };
        options.Place.AddTo(command);
        command.Add(options.Json);
        command.SetAction((parsed, _) => RunAsync(parsed, options));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Options options)
    {
        var (output, json) = (parsed.GetValue(options.Output), parsed.GetValue(options.Json));
        Check(output, json, parsed.GetValue(options.Batch));
        var encodings = parsed.GetValue(options.Encodings);
        CheckFile("--encodings", encodings);
        var device = DeviceOf(parsed.GetValue(options.Device) ?? "auto");
        using var model = await new ModelSource(() => options.Place.Open(parsed), source => options.Place.BringPluginsAsync(parsed, source))
            .OpenAsync(parsed.GetRequiredValue(options.Model), parsed.GetValue(options.Like));
        var file = parsed.GetRequiredValue(options.Data);
        var rows = NewRows.Read(file, parsed.GetValue(options.Format), parsed.GetValue(options.Key), model.Description);
        if (rows.Remark is { } remark)
        {
            Console.Error.WriteLine(remark);
        }
        var encoding = new EncodingTable(model, rows, device, parsed.GetValue(options.Batch));
        if (encodings is not null && !encoding.HasEncodings)
        {
            throw new UserError($"--encodings is for autoencoders, such as superq; {model.Name} is a {model.Description.Model}.");
        }
        var metrics = Guarded(() => Scored(new RowScoring(model, rows, device, parsed.GetValue(options.Batch)), output));
        if (encodings is not null)
        {
            Guarded(() =>
            {
                encoding.Write(encodings);
                return encodings;
            });
            Console.Error.WriteLine($"The encodings are in {encodings}.");
        }

        if (json)
        {
            var summary = new PredictionSummary(model.Name, model.Description.Model, file, rows.Inputs.Rows, output,
                model.Description.Targets, device, metrics, rows.Remark);
            Console.Out.WriteLine(JsonSerializer.Serialize(summary, WireJson.Indented));
            return ExitCode.Success;
        }
        var words = output is null ? Console.Error : Console.Out; // the scores have standard output
        if (output is not null)
        {
            words.WriteLine($"{rows.Inputs.Rows} rows are scored in {output}.");
        }
        foreach (var (name, value) in metrics ?? new OrderedDictionary<string, double>())
        {
            words.WriteLine($"{name,-12} {NumberText.Score(value)}");
        }
        return ExitCode.Success;
    }

    // Before anything is computed.
    private static void Check(string? output, bool json, int? batch)
    {
        if (json && output is null)
        {
            throw new UserError("With --json, name the file of the scores with --output: both cannot go to standard output.");
        }
        CheckFile("--output", output);
        if (batch < 1)
        {
            throw new UserError("--batch is at least 1.");
        }
    }

    private static void CheckFile(string option, string? file)
    {
        if (file is not null && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
        {
            throw new UserError($"{option} {file}: there is no folder {folder}. Make it, or name another file.");
        }
        if (file is not null && Directory.Exists(file))
        {
            throw new UserError($"{option} {file}: this is a folder; name a file.");
        }
    }

    private static T Guarded<T>(Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (TorchException e)
        {
            throw new UserError(
                $"The network cannot score these rows: {e.Message} Where it wants memory, take fewer at a time with --batch N, or "
                    + $"--device cpu.");
        }
    }

    private static IReadOnlyDictionary<string, double>? Scored(RowScoring prediction, string? output)
    {
        var (live, shown) = (!Console.IsErrorRedirected, false);
        try
        {
            return prediction.Write(output, Report, TimeProvider.System);
        }
        finally
        {
            if (shown)
            {
                Console.Error.Write(Terminal);
            }
        }

        void Report(string progress)
        {
            if (live)
            {
                shown = true;
                Console.Error.Write(Terminal + progress);
            }
        }
    }

    /// <exception cref="DeviceUnavailableException">A GPU is asked for that is not there.</exception>
    private static string DeviceOf(string wanted)
    {
        var gpus = wanted == "cpu" ? FoundGpus.NotWanted : DeviceDiscovery.OfThisMachine().Find();
        var resources = new ResourcesDefinition(Device: wanted, Slots: 1);
        return SlotPlan.Divide(Environment.MachineName, resources, gpus, new HostProcessors().Count)[0].Device;
    }

    private sealed class Options
    {
        public Argument<string> Model { get; } = new("MODEL")
        {
            Description =
                "A sweep's id, or a file of weights: from 'best --save', from PyTorch (.pt, .safetensors; see --like), or a refit's "
                    + "model.bin.",
        };

        public Argument<string> Data { get; } = new("DATA")
        {
            Description = "The rows: a data file, labelled or not, or a sweep file (.yaml), whose data is meant.",
        };

        public Option<string?> Output { get; } = new("--output", "-o")
        {
            Description = "File to write. [default: standard output]",
            HelpName = "FILE",
        };

        public Option<string?> Encodings { get; } = new("--encodings")
        {
            Description = "Also write the rows' encodings, with their labels where those are known, to a CSV file (autoencoders).",
            HelpName = "FILE",
        };

        public Option<string?> Format { get; } = Formats();

        public Option<string?> Key { get; } = new("--key")
        {
            Description = "What a sweep file calls 'key': label columns, an archive's array. [default: the training data's]",
            HelpName = "KEY",
        };

        public Option<string?> Like { get; } = new("--like")
        {
            Description = "A sweep or file whose network has the same layers, for weights that do not say what they are.",
            HelpName = "MODEL",
        };

        public Option<int?> Batch { get; } = new("--batch")
        {
            Description = "Rows at a time. [default: as the refit scored its test rows]",
            HelpName = "N",
        };

        public Option<string?> Device { get; } = CommonOptions.Device("Where to compute. [default: auto]");

        public SweepClientOptions Place { get; } = new();

        public Option<bool> Json { get; } = CommonOptions.Json();

        private static Option<string?> Formats()
        {
            var format = new Option<string?>("--format")
            {
                Description = "The data's format. [default: by its ending, or the training data's]",
                HelpName = "FORMAT",
            };
            format.AcceptOnlyFromAmong([.. DataSetFormats.Names]);
            return format;
        }
    }
}
