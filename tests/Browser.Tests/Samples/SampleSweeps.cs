using System.Globalization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Browser.Tests.Samples;

/// <summary>Sweeps of every kind that a page may have to show.</summary>
internal static class SampleSweeps
{
    /// <summary>What would run if names were taken for HTML.</summary>
    public const string Script = "<img src=x onerror=window.harmed=1>";

    /// <summary>What a spreadsheet would compute.</summary>
    public const string Formula = "=HYPERLINK(\"http://example.com\",\"x\")";

    private const string Node = "gpu-a";

    /// <summary>Completed: retries, a crash, a trial that diverges, a refit with a test score.</summary>
    public static PlayedSweep Completed(DateTimeOffset start)
    {
        var sweep = new PlayedSweep("splice-1", Splice(20), start,
            new LeakageFinding(Kinship.NearCopies, 14, 3, [new RowPair(17, 208), new RowPair(90, 12)]));
        Search(sweep, 19);
        var last = sweep.Suggest(Values(new Random(3)));
        var diverged = sweep.Start(last, 0, 0);
        sweep.Print(diverged, "[W123] libfoo: no AVX-512, taking AVX2", "Orchestrator.Models.Training.DivergedException: The loss is NaN.",
            "   at Orchestrator.Models.Training.Trainer.Step(Batch batch)", "the last words");
        sweep.Fail(diverged, FailureKind.Diverged, "The loss is NaN in epoch 2.");
        sweep.Complete(sweep.Start(sweep.State.Best!.Value, FoldId.RefitFold, 0), 0.9512);
        return sweep;
    }

    /// <summary>Runs: two folds are leased.</summary>
    public static PlayedSweep Running(DateTimeOffset start)
    {
        var sweep = new PlayedSweep("splice-2", Splice(20) with { Seed = 8 }, start);
        Search(sweep, 6);
        var trial = sweep.Suggest(Values(new Random(4)));
        sweep.Fail(sweep.Start(trial, 0, 0), FailureKind.Crashed, "Worker process 4711 ended with exit code 139.");
        foreach (var fold in new[] { 0, 1 })
        {
            sweep.Measure(sweep.Start(trial, fold, fold, Node), 0.9, 3);
        }
        return sweep;
    }

    /// <summary>Paused, with a reason.</summary>
    public static PlayedSweep Paused(DateTimeOffset start)
    {
        var sweep = new PlayedSweep("histone-1", Splice(12) with { Name = "histone" }, start);
        Search(sweep, 2);
        sweep.Play(new PauseSweep("ada on head", "the cluster is needed", false, sweep.Now));
        return sweep;
    }

    /// <summary>No trial yet.</summary>
    public static PlayedSweep Young(DateTimeOffset start) => new("young-1", Splice(20) with { Name = "young" }, start);

    /// <summary>Two objectives.</summary>
    public static PlayedSweep TradeOff(DateTimeOffset start)
    {
        var sweep = new PlayedSweep("size-1", Splice(16) with
        {
            Name = "size",
            Search = new SearchDefinition("parego", 16),
            AdditionalObjectives = [new ObjectiveDefinition("parameters", Direction.Minimize)],
        }, start);
        var random = new Random(9);
        for (var trial = 0; trial < 16; trial++)
        {
            var values = Fixed(sweep, random);
            var filters = values["filters"].Number;
            sweep.Trial(p => values[p.Name], Score(values) - 0.4 / filters, 900 * filters + 40);
        }
        sweep.Complete(sweep.Start(sweep.State.Best!.Value, FoldId.RefitFold, 0), 0.93);
        return sweep;
    }

    /// <summary>Names and reasons that try to be HTML, scripts or formulas.</summary>
    public static PlayedSweep Hostile(DateTimeOffset start)
    {
        var definition = Splice(6) with
        {
            Name = Script,
            Data = new DataDefinition($"/data/{Script.Replace('/', '-')}.csv", "csv"),
            Model = new ModelDefinition(Script, Configuration.Empty),
            Space = new SearchSpace(
            [
                new FloatParameter(Script, 0, 1), new CategoricalParameter(Formula, [Script, Formula, "@SUM(1)", "-1+1"]),
                new FloatParameter("</script><script>window.harmed=1</script>", 0, 1),
            ]),
            Objective = new ObjectiveDefinition("<b>score</b>", Direction.Maximize),
        };
        var sweep = new PlayedSweep("hostile-1", definition, start);
        var random = new Random(2);
        for (var trial = 0; trial < 5; trial++)
        {
            sweep.Trial(Values(random), 0.5 + 0.1 * trial);
        }
        var last = sweep.Suggest(Values(random));
        var failed = sweep.Start(last, 0, 0, Script);
        sweep.Print(failed, Script, Formula, "</div><script>window.harmed=1</script>");
        sweep.Fail(failed, FailureKind.Diverged, Formula + Script);
        return sweep;
    }

    /// <summary>A hundred hyper-parameters, and names of 200 characters.</summary>
    public static PlayedSweep Wide(DateTimeOffset start)
    {
        var parameters = Enumerable.Range(0, 100)
            .Select(k => string.Create(CultureInfo.InvariantCulture, $"weight_{k:000}_{new string('x', k == 0 ? 189 : 3)}"))
            .Select(name => (Parameter)new FloatParameter(name, 0, 1));
        var definition = Splice(5) with
        {
            Name = "wide",
            Space = new SearchSpace([.. parameters, new CategoricalParameter("kind", [new string('k', 200), "b"])]),
        };
        var sweep = new PlayedSweep("wide-1", definition, start);
        var random = new Random(1);
        for (var trial = 0; trial < 4; trial++)
        {
            sweep.Trial(Values(random), 0.6 + 0.05 * trial);
        }
        return sweep;
    }

    private static SweepDefinition Splice(int trials) => new(
        "splice",
        7,
        new DataDefinition("/data/splice/splice.fasta", "fasta"),
        new ModelDefinition("sequence-cnn", Configuration.Empty),
        new SearchDefinition("bayesian", trials, 2, new PruningDefinition("median")),
        new SearchSpace(
        [
            new FloatParameter("learning_rate", 1e-4, 1e-2, Log: true), new IntParameter("filters", 16, 96),
            new FloatParameter("dropout", 0, 0.6), new CategoricalParameter("pooling", ["max", "mean", "attention"]),
        ]),
        new CrossValidationDefinition(5, true, 0.37),
        new ObjectiveDefinition("accuracy", Direction.Maximize),
        new StoppingDefinition(12, 4),
        new ResourcesDefinition(Retries: 2));

    private static void Search(PlayedSweep sweep, int trials)
    {
        var random = new Random(7);
        for (var trial = 0; trial < trials; trial++)
        {
            var values = Fixed(sweep, random);
            sweep.Trial(p => values[p.Name], Score(values));
        }
    }

    private static double Score(Dictionary<string, ParameterValue> values)
    {
        var (rate, dropout) = (Math.Log10(values["learning_rate"].Number), values["dropout"].Number);
        return 0.955 - 0.09 * Math.Pow(rate + 2.5, 2) - 0.25 * Math.Pow(dropout - 0.2, 2)
            + 0.0002 * values["filters"].Number - (values["pooling"].Text == "mean" ? 0.03 : 0);
    }

    private static Dictionary<string, ParameterValue> Fixed(PlayedSweep sweep, Random random)
    {
        var draw = Values(random);
        return sweep.State.Definition.Space.Parameters.ToDictionary(p => p.Name, draw);
    }

    private static Func<Parameter, ParameterValue> Values(Random random) => parameter => parameter switch
    {
        FloatParameter { Log: true } p => ParameterValue.Of(p.Low * Math.Pow(p.High / p.Low, random.NextDouble())),
        FloatParameter p => ParameterValue.Of(p.Low + random.NextDouble() * (p.High - p.Low)),
        IntParameter p => ParameterValue.Of(random.Next((int)p.Low, (int)p.High + 1)),
        CategoricalParameter p => ParameterValue.Of(p.Choices[random.Next(p.Choices.Count)]),
        _ => throw new ArgumentOutOfRangeException(nameof(parameter)),
    };
}
