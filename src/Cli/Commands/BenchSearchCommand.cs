using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;
using Orchestrator.Search;
using Orchestrator.Search.Suites;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator bench search</c>.</summary>
internal static class BenchSearchCommand
{
    public static Command Create()
    {
        var suite = new Option<string>("--suite")
        {
            Description = $"'{SearchSuites.Tuning}' = the problems that the searches' constants were chosen on, '{SearchSuites.HeldOut}' = "
                + $"problems of other families, '{SearchSuites.Networks}' = small networks that every trial trains; their minimum is "
                + "unknown, and regret is all of the loss.",
            DefaultValueFactory = _ => SearchSuites.HeldOut,
        };
        suite.AcceptOnlyFromAmong([.. SearchSuites.Names]);
        var seeds = Number("--seeds", "Members of each family; tables show medians over them.", 10);
        var repeats = Number("--repeats", "Searches of each member, each with a seed of its own: a single one is partly luck.", 1);
        var trials = Number("--trials", "Trials of each search.", SuiteReport.Checkpoints[^1]);
        var samplers = new Option<string[]>("--samplers")
        {
            Description = "Searches to run, by their names in sweep files.",
            HelpName = "NAME,NAME,...",
            DefaultValueFactory = _ => [.. SearchSuites.Samplers],
            CustomParser = parsed => [.. parsed.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))],
            AllowMultipleArgumentsPerToken = true,
        };
        var by = new Option<BestBy>("--best-by")
        {
            Description = "Which trial is best: by its folds' mean, or by what the trials around it say too.",
            HelpName = "mean|posterior",
        };
        by.AcceptOnlyFromAmong([.. Enum.GetNames<BestBy>().Select(name => name.ToLowerInvariant())]); // and no numbers
        var json = new Option<bool>("--json") { Description = "Print one JSON document." };
        var command = new ExampledCommand("search",
            "Runs searches over families of functions with a known minimum and prints how far from it they end: mixed and conditional "
            + "spaces, noise, plateaus, ripples, many parameters, several trials at a time; or over small networks, and prints what loss "
            + "they reach. Takes minutes of one processor.",
            ("orchestrator bench search --seeds 10", "all searches on problems that no constant of theirs was chosen on"),
            ("orchestrator bench search --suite tuning --samplers bayesian,tpe --seeds 3", "two of them on the others"),
            ("orchestrator bench search --samplers tpe,random --json | jq .results", "as JSON"))
        {
            suite, seeds, repeats, trials, samplers, by, json,
        };
        command.SetAction(parsed =>
        {
            var names = parsed.GetValue(samplers)!;
            if (names.FirstOrDefault(name => !SearchSuites.Samplers.Contains(name)) is { } unknown)
            {
                throw new UserError($"--samplers {unknown}: known are {string.Join(", ", SearchSuites.Samplers)}.");
            }

            var asJson = parsed.GetValue(json);
            var report = Run(parsed.GetValue(suite)!, names, (AtLeastOne(parsed, seeds), AtLeastOne(parsed, repeats)),
                AtLeastOne(parsed, trials), parsed.GetValue(by), !asJson);
            Console.Out.Write(asJson ? JsonSerializer.Serialize(report, WireJson.Indented) + "\n" : Summary(report, names));
            return ExitCode.Success;
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int otherwise) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };

    private static int AtLeastOne(ParseResult parsed, Option<int> option) =>
        parsed.GetValue(option) is >= 1 and var value ? value
            : throw new UserError($"{option.Name} {parsed.GetValue(option)}: at least 1.");

    private static SuiteReport Run(string suite, string[] samplers, (int Members, int Repeats) runs, int trials, BestBy by, bool aloud)
    {
        var results = new List<SuiteResult>();
        foreach (var problem in SearchSuites.Problems(suite))
        {
            if (aloud)
            {
                Console.Out.WriteLine(results.Count > 0 ? "" : Legend(runs.Members * runs.Repeats, by));
                Console.Out.WriteLine($"{Heading(problem),-32}{string.Concat(SuiteReport.Checkpoints.Where(c => c <= trials).Select(c =>
                    $"{c,9}"))}  near repeats  CPU ms");
            }

            foreach (var sampler in samplers)
            {
                results.Add(SearchSuites.Run(problem, sampler, runs.Members, trials, ProcessorSeconds, by, runs.Repeats));
                if (aloud)
                {
                    Console.Out.WriteLine(Line(results[^1]));
                }
            }
        }

        return new(suite, runs.Members, results) { Repeats = runs.Repeats };
    }

    private static double ProcessorSeconds() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private static string Legend(int searches, BestBy by) =>
        $"Regret of the trial {(by == BestBy.Mean ? "with the best score" : "that the posterior has for the best one")} after so many "
        + $"trials, median of {searches}, as a part of the median loss of random configurations.\n"
        + "Near repeats: trials from the 60th on that an earlier one equals to a thousandth of every range. CPU: of a "
        + "suggestion.\n";

    private static string Heading(SuiteProblem problem) =>
        problem.Name + $" ({problem.Space.Count} parameters" + (problem.Parallel > 1 ? $", {problem.Parallel} at a time)" : ")");

    private static string Line(SuiteResult result) => string.Create(CultureInfo.InvariantCulture,
        $"  {result.Sampler,-30}{string.Concat(result.Regret.OrderBy(r => r.Key).Select(r => Regret(r.Value)))}{result.NearRepeats,14:0 %}"
            + $"{result.Milliseconds,8:0.00}");

    private static string Regret(double value) => string.Create(CultureInfo.InvariantCulture, $"{value,9:G2}");

    private static string Summary(SuiteReport report, string[] samplers) => samplers.Length < 2 ? "" : "\n" + string.Concat(
        samplers.Select(sampler => (Sampler: sampler, Wins: report.Wins(sampler)))
            .Select(s => $"{s.Sampler}: at or below the best of the others in {s.Wins.Won} of {s.Wins.All}\n"));
}
