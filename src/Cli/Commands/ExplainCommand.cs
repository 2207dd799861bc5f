using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Explanations;
using Orchestrator.Cli.Settings;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Validation;
using Orchestrator.Interpretation;
using Orchestrator.Interpretation.Motifs;
using Orchestrator.Interpretation.Significance;
using Orchestrator.Models.Data;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator explain SWEEP</c>.</summary>
internal static class ExplainCommand
{
    private static readonly Option<int> Top = new("--top")
    {
        Description = "So many of the best trials are explained.",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<string[]> Methods = new("--methods")
    {
        Description = $"Which methods are asked, with commas between them: {string.Join(", ", AttributionMethods.Names)}. [default: all]",
        HelpName = "NAMES",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> Settings = new("--set")
    {
        Description = "An option of the methods that have it, such as rows=200; docs/interpretation.md lists them.",
        HelpName = "NAME=VALUE",
    };

    private static readonly Option<string?> Output =
        new("--output") { Description = "The output of the network to print alone, such as a drug.", HelpName = "NAME" };

    private static readonly Option<int> Rows = new("--rows")
    {
        Description = "Inputs of each ranking that are printed.",
        HelpName = "N",
        DefaultValueFactory = _ => 15,
    };

    private static readonly Option<string?> Folder = new("--out", "-o")
    {
        Description = $"Folder for a page ({ExplanationFiles.Page}), its figures, {ExplanationFiles.Table} with all inputs, and "
            + $"{ExplanationFiles.Json}.",
        HelpName = "DIR",
    };

    private static readonly Option<int?> Permutations = new("--permutations")
    {
        Description = "Train the explained trials anew on so many permutations of the targets, as a sweep of its own, and tell how far "
            + "chance explains each input: p and q. 19 are enough for the level 0.05.",
        HelpName = "N",
    };

    private static readonly Option<int?> Pairs = new("--pairs")
    {
        Description = "Tell which of the first K inputs of each ranking act together, as a sweep of its own.",
        HelpName = "K",
    };

    private static readonly Option<bool> Motifs = new("--motifs")
    {
        Description = "Of DNA: tell what the filters of the first layer look for, in the best trial's networks.",
    };

    private static readonly Option<string?> Compare = new("--compare")
    {
        Description = "As --motifs, and which motif of a MEME or JASPAR file fits each best.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Again =
        new("--again") { Description = "Ask anew, also what was asked before in the same words." };

    public static Command Create()
    {
        var (sweep, place, device, slots, json) =
            (CommonOptions.NamedSweep(), new SweepClientOptions(), CommonOptions.Device("Where to compute, instead of the sweep's."),
                CommonOptions.Slots(), CommonOptions.Json());
        var dataRoot = CommonOptions.DataRoot();
        dataRoot.Description = "Of --motifs: the folder below which the sweep's data is now. [default: where it was]";
        var command = new ExampledCommand("explain",
            "Tells which inputs decide what the best networks of a sweep say: several methods, all folds, one ranking with its spread. "
                + "Runs as a sweep of its own, which 'resume' goes on with; what was asked before is answered at once.",
            ("orchestrator explain variation-1", "the best five trials, by all methods"),
            ("orchestrator explain wdnn-1 --top 3 --output RIF", "which variants decide about one drug"),
            ("orchestrator explain splice-1 --methods saliency,integrated-gradients --set rows=500", "two methods, with more rows"),
            ("orchestrator explain variation-1 --permutations 19 --pairs 8", "how far chance explains them, and which act together"),
            ("orchestrator explain splice-1 --compare jaspar.meme --out report/", "the filters' motifs as logos, with the known ones"),
            ("orchestrator explain variation-1 --out report/", "and a report with figures and all inputs"))
        { sweep, Top, Methods, Settings, Output, Rows, Permutations, Pairs, Motifs, Compare, Folder, Again, dataRoot, device, slots };
        place.AddTo(command);
        command.Add(json);
        json.Description = "Print every event as a line of JSON, and the explanation as the last line.";
        command.SetAction(async (parsed, _) =>
        {
            Task Bring(SweepDefinition source) => place.BringPluginsAsync(parsed, source);
            var asked = new Asked(parsed.GetRequiredValue(sweep), parsed.GetValue(device), parsed.GetValue(slots), parsed.GetValue(json),
                parsed.GetValue(dataRoot));
            if (place.MeansCluster(parsed))
            {
                using var client = place.Server.Connect(parsed);
                await using var remote = new RemoteSweepClient(client);
                return await ExplainAsync(parsed, asked, remote, Bring, async (definition, known) =>
                {
                    var id = known?.Id ?? (await client.SubmitAsync(definition, Guid.NewGuid())).Sweep;
                    return await WatchCommand.WatchAsync(client, id, asked.Json);
                });
            }

            var home = DataDirectory.At(parsed.GetValue(place.Home)).Existing();
            await using var local = new LocalSweepClient(home);
            return await ExplainAsync(parsed, asked, local, Bring, (definition, known) =>
            {
                var runner = new SweepRunner(home, asked.Json);
                return known is null ? runner.StartAsync(Placed(definition, asked))
                    : runner.ResumeAsync(known.Id.Value, asked.Device, asked.Slots);
            });
        });
        return command;
    }

    private static async Task<int> ExplainAsync(ParseResult parsed, Asked asked, ISweepClient place,
        Func<SweepDefinition, Task> bring, Func<SweepDefinition, SweepState?, Task<int>> run)
    {
        var permutations = parsed.GetValue(Permutations) is { } given ? AtLeastOne(given, "--permutations") : 0;
        var pairs = parsed.GetValue(Pairs);
        var known = parsed.GetValue(Compare) is { } file ? MotifsOf(file) : null;
        var source = await place.FindAsync(asked.Sweep);
        await bring(source.Definition);
        var definition = await ExplanationPlan.OfAsync(place, source, AtLeastOne(parsed.GetValue(Top), "--top"),
            [.. (parsed.GetValue(Methods) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries))],
            OptionsOf(parsed.GetValue(Settings) ?? []), Console.Error.WriteLine);
        if (permutations > 0)
        {
            ExplanationPlan.CheckPermutable(source, definition, permutations);
        }

        if (pairs is { } wanted)
        {
            ExplanationPlan.CheckPairs(source, wanted);
        }

        var (state, code) = await AnsweredAsync(place, definition, parsed.GetValue(Again), run);
        if (state is null)
        {
            return code;
        }

        foreach (var difference in ExplanationReader.Differences(source, state))
        {
            Console.Error.WriteLine($"warning: {difference}");
        }

        var explanation = new Explanation(await ExplanationReader.ReadAsync(place, state));
        if (explanation.Methods.Count == 0)
        {
            throw new UserError($"No method that was asked has an answer about the networks of '{source.Id}'.\n"
                + string.Join('\n', explanation.Refusals.Select(own => $"{own.Key}: {own.Value}")));
        }

        ExplanationSignificance? significance = null;
        if (permutations > 0)
        {
            var (permuted, ending) = await AnsweredAsync(place,
                ExplanationPlan.Permuted(source, definition, explanation.Methods, permutations), parsed.GetValue(Again), run);
            if (permuted is null)
            {
                return ending;
            }

            significance = await PermutedRuns.CompareAsync(place, permuted, explanation, Console.Error.WriteLine);
        }

        IReadOnlyList<PairFinding> paired = [];
        if (pairs is { } count)
        {
            var (answered, ending) =
                await AnsweredAsync(place, ExplanationPlan.Paired(source, definition, explanation, count), parsed.GetValue(Again), run);
            if (answered is null)
            {
                return ending;
            }

            paired = await PairedRuns.JoinAsync(place, answered, explanation);
        }

        var networks = new ExplainedNetworks(place, source, state.Definition.Explanation!, asked.DataRoot, Console.Error.WriteLine);
        var found = new ExplanationFindings(explanation, significance, paired,
            known is not null || parsed.GetValue(Motifs) ? await networks.MotifsAsync(known) : []);
        var output = OutputOf(explanation, parsed.GetValue(Output));
        var rows = AtLeastOne(parsed.GetValue(Rows), "--rows");
        if (parsed.GetValue(Folder) is { } folder)
        {
            ExplanationFiles.Write(folder, state, found, rows);
            Console.Error.WriteLine($"The report is in {Path.Combine(folder, ExplanationFiles.Page)}.");
        }

        if (asked.Json)
        {
            var content =
                ExplanationFiles.Content(state.Definition.Explanation!, found, output is null ? explanation.Outputs : [output], rows);
            Console.Out.WriteLine($$"""{"event":"explanation","data":{{JsonSerializer.Serialize(content, WireJson.Options)}}}""");
        }
        else
        {
            ExplanationTables.OnStandardOutput().Print(state.Definition.Explanation!, found, output, rows);
        }

        return ExitCode.Success;
    }

    /// <summary>What was asked in the same words before, or is asked now; no state = it did not come to an end, and the code says
    /// why.</summary>
    private static async Task<(SweepState? State, int Code)> AnsweredAsync(ISweepClient place, SweepDefinition definition, bool again,
        Func<SweepDefinition, SweepState?, Task<int>> run)
    {
        var known = again ? null : await ExplanationPlan.FindAsync(place, definition);
        if (known is not { Ended: true } && await run(definition, known) is var code && code != ExitCode.Success)
        {
            return (null, code);
        }

        return (await ExplanationPlan.FindAsync(place, definition)
            ?? throw new UserError($"'{definition.Name}' is gone again."), ExitCode.Success);
    }

    private static IReadOnlyList<Motif> MotifsOf(string file)
    {
        try
        {
            return MotifFile.Read(file);
        }
        catch (DataFormatException e)
        {
            throw new UserError($"--compare: {e.Message}");
        }
    }

    private static SweepDefinition Placed(SweepDefinition definition, Asked asked) => definition with
    {
        Resources = definition.Resources with
        {
            Device = asked.Device ?? definition.Resources.Device,
            Slots = asked.Slots ?? definition.Resources.Slots,
        },
    };

    private static int AtLeastOne(int value, string option) =>
        value >= 1 ? value : throw new UserError($"{option} {value}: at least 1 is needed.");

    private static Configuration OptionsOf(string[] settings)
    {
        var options = Configuration.Empty;
        foreach (var setting in settings)
        {
            var (name, value) = setting.Split('=', 2) is [{ Length: > 0 } left, { Length: > 0 } right]
                ? (left.Trim(), right.Trim()) : throw new UserError($"--set {setting}: this is no NAME=VALUE.");
            options = options.With(name, double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number) ? ParameterValue.Of(number) : ParameterValue.Of(value));
        }

        return options;
    }

    private static string? OutputOf(Explanation explanation, string? name) =>
        name is null || explanation.Outputs.Contains(name) ? name
            : throw new UserError($"--output {name}: the network has no such output; it has {string.Join(", ", explanation.Outputs)}."
                + (NearestWord.Find(name, explanation.Outputs) is { } near ? $" Did you mean '{near}'?" : ""));

    private sealed record Asked(string Sweep, string? Device, int? Slots, bool Json, string? DataRoot);
}
