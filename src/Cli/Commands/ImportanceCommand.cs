using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Search;
using Orchestrator.Sweeps.Figures;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator importance [SWEEP]</c>.</summary>
internal static class ImportanceCommand
{
    private const int BarWidth = 40;

    public static Command Create()
    {
        var reading = new SweepReading();
        var measure = new Option<string>("--measure") { Description = "How importance is measured.", DefaultValueFactory = _ => "fanova" };
        measure.AcceptOnlyFromAmong([.. ImportanceRegistry.Names]);
        var objective = new Option<string?>("--objective")
        {
            Description = "Of several objectives the one to explain. [default: the first]",
            HelpName = "METRIC"
        };
        var command = reading.Complete(new ExampledCommand("importance", "Tells how much each hyper-parameter mattered to the score.",
            ("orchestrator importance", "shares of the variance, by functional ANOVA (Hutter et al. 2014)"),
            ("orchestrator importance splice-1 --measure ped-anova", "what mattered among the best trials (Watanabe et al. 2023)"),
            ("orchestrator importance --objective parameters", "what decides the number of weights, in a sweep that trades it off")),
                measure, objective);
        command.SetAction((parsed, _) => reading.WithSweepAsync(parsed, (_, state) =>
        {
            var shares = ImportanceShares.Of(
                state, parsed.GetValue(measure)!, ImportanceShares.Place(state, parsed.GetValue(objective)));
            if (parsed.GetValue(reading.Json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(shares, WireJson.Indented));
            }
            else
            {
                Print(shares);
            }

            return Task.FromResult(ExitCode.Success);
        }));
        return command;
    }

    private static void Print(IReadOnlyDictionary<string, double> shares)
    {
        if (shares.Values.All(share => share == 0))
        {
            Console.Out.WriteLine("The scores tell nothing yet: fewer than four trials have one, or all are equal.");
            return;
        }
        var width = shares.Keys.Max(name => name.Length);
        foreach (var (name, share) in shares.OrderByDescending(s => s.Value))
        {
            Console.Out.WriteLine(
                $"{name.PadRight(width)}  {share.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)}  "
                    + $"{new string('█', (int)Math.Round(share * BarWidth))}");
        }
    }
}
