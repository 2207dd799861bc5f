using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Contracts.Tests.Validation;

/// <summary>A definition in which every field says something, and nothing is wrong, and the words that it may use.</summary>
internal static class Valid
{
    private static readonly string Hash = new('a', 64);

    private static readonly PluginDefinition Plugin = new("own", "/home/me/own", [new DataFile("own.dll", Hash, 12)]);

    public static readonly DefinitionVocabulary Vocabulary = new(
        [
            new AlgorithmWords("bayesian", LearnsFromEarlier: true, WeighsCost: true),
                new AlgorithmWords("grid", ForSeveralObjectives: true, Enumerates: true),
            new AlgorithmWords("population", ByGenerations: true), new AlgorithmWords("restarts", Enumerates: true, InBrackets: true),
            new AlgorithmWords("elimination", Eliminates: true),
        ],
        [
            new PrunerWords("median", Compares: true), new PrunerWords("threshold", JudgesAlone: true),
            new PrunerWords("racing", ByFolds: true),
            new PrunerWords("hyperband", FirstRung: 1), new PrunerWords("patience", JudgesAlone: true, Waits: true),
        ],
        [
            new ModelWords(
                "net",
                [
                    Setting(new FloatParameter("rate", 1e-6, 1), keepsShape: true), Setting(new IntParameter("units", 1, 1024)),
                        Setting(new IntParameter("layers", 1, 8)),
                    Setting(new CategoricalParameter("pooling", ["max", "mean", "none"])), Setting(new IntParameter("batch", 1, 4096)),
                    Setting(new IntParameter("restart", -1, 1000), keepsShape: true),
                ],
                [new MetricWords("loss", Direction.Minimize), new MetricWords("accuracy", Direction.Maximize, 0, 1)]),
        ],
        ["csv", "npz", "opaque"], [new MetricWords("parameters", Direction.Minimize)], ["saliency", "occlusion"],
        (_, space) => space.Constraints is { Count: > 0 } all && all.Any(c => c.Text == "units < 1")
            ? "no configuration meets all of these. Loosen one." : null)
    {
        Plugins = [new PluginWords(Plugin.Name, Plugin.Content, [], [], [], [], [])],
    };

    public static readonly SweepDefinition Definition = new(
        "splice", 7,
        new DataDefinition("/data/dna.csv", "csv", "key", new GroupsDefinition("patient", "/data/groups.csv"), null,
            [new DataFile("dna.csv", Hash, 12)]),
        new ModelDefinition("net", Configuration.Empty.With("batch", ParameterValue.Of(64))),
        new SearchDefinition(
            "bayesian", 20, 2, new PruningDefinition("median", 1, 5, 25, 1, 3, 4, 0.5, 0.05), new StopDefinition(5, 0.9, 12),
            [Point(64)], new WarmStartDefinition("splice-0", [new EarlierTrial(Point(32), 0.8, 0.01)])),
        new SearchSpace(
            [
                new FloatParameter("rate", 1e-4, 1e-1, Log: true),
                new IntParameter("units", 16, 256, Step: 16),
                new CategoricalParameter("pooling", ["max", "mean"]),
                new IntParameter("layers", 1, 4, Condition: new Condition("pooling", [ParameterValue.Of("max")])),
            ],
            [Constraint.Parse("units * layers <= 512")]),
        new CrossValidationDefinition(5, true, 0.2, TestRows.Last, 2, null, LeakagePolicy.Group, 3),
        new ObjectiveDefinition("accuracy", Direction.Maximize),
        new StoppingDefinition(20, 4, 0.001),
        new ResourcesDefinition("cuda", 2, 1, 5, 2, 8, [new NodeLabel("gpu", "a100")], 30),
        Artifacts: new ArtifactsDefinition(3));

    /// <summary>One part of a nested cross-validation.</summary>
    public static readonly SweepDefinition Nested = Definition with
    {
        CrossValidation = new CrossValidationDefinition(5, true, 0, Nested: new NestedDefinition(3, "series", 4)),
    };

    /// <summary>Several objectives.</summary>
    public static readonly SweepDefinition TradesOff = Definition with
    {
        Search = new SearchDefinition("grid", 20),
        AdditionalObjectives = [new ObjectiveDefinition("parameters", Direction.Minimize)],
        Space = new SearchSpace([new IntParameter("units", 16, 64)]),
    };

    /// <summary>A population.</summary>
    public static readonly SweepDefinition Generations = Definition with
    {
        Search = new SearchDefinition("population", 20, 4, Population: 4),
        Space = new SearchSpace([new FloatParameter("rate", 1e-4, 1e-1)]),
    };

    /// <summary>Draws of initial weights.</summary>
    public static readonly SweepDefinition Restarts = Definition with
    {
        Search = new SearchDefinition("restarts", 20, Restarts: new RestartsDefinition(10, [5, 2], [3, 10])),
        Space = new SearchSpace([new IntParameter("units", 16, 17), new IntParameter("restart", 0, 9)]),
    };

    /// <summary>Trials that earn their folds one by one.</summary>
    public static readonly SweepDefinition FoldWise = Definition with
    {
        Search = new SearchDefinition("grid", 20, FoldWise: new FoldWiseDefinition(0.1, 4)),
        Space = new SearchSpace([new IntParameter("units", 16, 64)]),
    };

    /// <summary>Rounds on fewer and fewer inputs.</summary>
    public static readonly SweepDefinition Eliminates = Definition with
    {
        Search = new SearchDefinition("elimination", 4, Elimination: new EliminationDefinition([0.5, 10, 3], "saliency", 2)),
        Space = EliminationDefinition.Space([0.5, 10, 3]),
    };

    /// <summary>Test rows of a file.</summary>
    public static readonly SweepDefinition TestFile = Definition with
    {
        Data = Definition.Data with { Test = new TestFileDefinition("/data/test.csv", "key") },
        CrossValidation = new CrossValidationDefinition(5, true, 0),
    };

    /// <summary>Answers about another sweep's networks.</summary>
    public static readonly SweepDefinition Explains = Definition with
    {
        Search = new SearchDefinition("grid", 4),
        Space = ExplanationDefinition.Space([3, 17], ["saliency", "occlusion"]),
        Artifacts = null,
        Explanation = new(new("splice-1"), [new(3, Point(16), 0.9), new(17, Point(32), 0.8, Parent: 2)],
            Configuration.Empty.With("rows", ParameterValue.Of(50))),
    };

    /// <summary>Parts of a plug-in.</summary>
    public static readonly SweepDefinition Plugged = Definition with { Plugins = [Plugin] };

    /// <summary>A program that trains, on data that only it reads.</summary>
    public static readonly SweepDefinition Commands = Definition with
    {
        Data = new DataDefinition("/data/own.tar", "opaque", "rows=100"),
        Model = new ModelDefinition("train.py", Definition.Model.Fixed,
            new CommandDefinition(["python3", "train.py", "{rate}"], "/home/me", [new DataFile("train.py", Hash, 12)])),
        CrossValidation = new CrossValidationDefinition(5, false, 0),
    };

    /// <summary>Pairs of inputs.</summary>
    public static readonly SweepDefinition Pairs = Explains with
    {
        Search = new SearchDefinition("grid", 2),
        Space = ExplanationDefinition.Space([3, 17]),
        Explanation = Explains.Explanation! with { Paired = [new("resistant", [4, 7, 9])] },
    };

    /// <summary>Folds that clients train.</summary>
    public static readonly SweepDefinition ForClients = Definition with
    {
        Data = new DataDefinition(DataDefinition.Unnamed, DataDefinition.Opaque),
        Model = new ModelDefinition("mine", Definition.Model.Fixed, External: new ExternalDefinition(300)),
        CrossValidation = new CrossValidationDefinition(5, false, 0),
        Stopping = new StoppingDefinition(30),
        Resources = new ResourcesDefinition(Retries: 1, MaxSlots: 8),
        Artifacts = null,
    };

    /// <summary>Runs on permuted targets.</summary>
    public static readonly SweepDefinition Permutes = Explains with
    {
        Search = new SearchDefinition("grid", 38),
        Space = ExplanationDefinition.Space([3, 17], 19),
        Explanation = Explains.Explanation! with
        {
            Trials = [new(3, Point(16), 0.9), new(17, Point(32), 0.8)],
            Permuted = ["saliency", "occlusion"],
        },
    };

    private static Configuration Point(int units) =>
        Configuration.Empty.With("rate", ParameterValue.Of(0.01)).With("units", ParameterValue.Of(units))
        .With("pooling", ParameterValue.Of("mean"));

    private static HyperParameterWords Setting(Parameter allowed, bool keepsShape = false) =>
        new(allowed, ParameterWords.RangeOf(allowed), keepsShape);
}
