namespace Orchestrator.Contracts.Validation;

/// <summary>The ranges of a sweep definition's fields: far beyond what one needs, and within what one coordinator can hold.</summary>
public static class DefinitionLimits
{
    /// <summary>Characters of a name.</summary>
    public const int LongestName = 64;

    /// <summary>Characters of a path or a data set's key.</summary>
    public const int LongestPath = 4096;

    /// <summary>Characters of a word: a column, a choice, a label, a metric.</summary>
    public const int LongestWord = 256;

    /// <summary>
    /// Trainings of a sweep, that is trials times splits. A coordinator holds all of them, with their metrics about 1 KiB each: 2 GiB.
    /// </summary>
    public const long MostTrainings = 2_000_000;

    /// <summary>Hyper-parameters of a space; samplers invert matrices and hold points of that size.</summary>
    public const int MostParameters = 200;

    /// <summary>Choices of a hyper-parameter, and values of a condition.</summary>
    public const int MostChoices = 1_000;

    /// <summary>Constraints of a space.</summary>
    public const int MostConstraints = 100;

    /// <summary>Characters of all constraints together: they are tried on ten thousands of points.</summary>
    public const int LongestConstraints = 10_000;

    /// <summary>Values of a hyper-parameter on which others depend: a grid walks over them.</summary>
    public const long MostLevelsOfParent = 10_000;

    /// <summary>Configurations that are tried first.</summary>
    public const int MostEnqueued = 10_000;

    /// <summary>Earlier trials that a search begins with: a surrogate takes the cube of their number.</summary>
    public const int MostEarlierTrials = 10_000;

    /// <summary>Files of a data set.</summary>
    public const int MostFiles = 10_000;

    /// <summary>Arguments of a command, the program included.</summary>
    public const int MostArguments = 200;

    /// <summary>Seconds between the signals that end a command.</summary>
    public static WholeRange Grace { get; } = new(0, 3_600);

    /// <summary>Seconds for which a client that trains may be silent.</summary>
    public static WholeRange Lease { get; } = new(2, 86_400);

    /// <summary>Labels that a node must have.</summary>
    public const int MostLabels = 100;

    /// <summary>Whole numbers up to here have 15 digits, which a double keeps as they were written.</summary>
    public const long MostExact = 999_999_999_999_999;

    /// <summary>A step is at least this part of the larger bound: below it rounding hides which values lie on the step.</summary>
    public const double LeastStep = 1e-9;

    /// <summary>Magnitude of a bound: products and powers of it still fit a double.</summary>
    public const double LargestBound = 1e100;

    /// <summary>Most trials.</summary>
    public static WholeRange Trials { get; } = new(1, 1_000_000);

    /// <summary>Trials at once.</summary>
    public static WholeRange Parallel { get; } = new(1, 10_000);

    /// <summary>Trials of a generation.</summary>
    public static WholeRange Population { get; } = new(2, 10_000);

    /// <summary>Draws of a configuration.</summary>
    public static WholeRange Restarts { get; } = new(2, 100_000);

    /// <summary>Draws that go on from a rung.</summary>
    public static WholeRange KeptOfRestarts { get; } = new(1, 100_000);

    /// <summary>Rungs of a bracket.</summary>
    public const int MostRungs = 20;

    /// <summary>Permutations of the targets.</summary>
    public static WholeRange Permutations { get; } = new(1, 100_000);

    /// <summary>Rounds of an elimination after the first.</summary>
    public static WholeRange EliminationRounds { get; } = new(1, 200);

    /// <summary>What stays in a round of an elimination.</summary>
    public static RealRange KeptInputs { get; } =
        new(1e-6, 1e9, "a share of the inputs below 1, or a number of inputs from 1 to 1000000000");

    /// <summary>What stays from each round of an elimination to the next.</summary>
    public static RealRange KeptShare { get; } = new(0.01, 0.99, "a share from 0.01 to 0.99");

    /// <summary>Folds, inner ones too.</summary>
    public static WholeRange Folds { get; } = new(2, 10_000);

    /// <summary>Folds of what clients train: a single one is no cross-validation, but a search.</summary>
    public static WholeRange ExternalFolds { get; } = new(1, 10_000);

    /// <summary>Repeats of a cross-validation.</summary>
    public static WholeRange Repeats { get; } = new(1, 1_000);

    /// <summary>Places in which near copies differ.</summary>
    public static WholeRange Differences { get; } = new(0, int.MaxValue);

    /// <summary>Epochs of a fold, of patience, of a rung; trials without improvement.</summary>
    public static WholeRange Epochs { get; } = new(1, 1_000_000);

    /// <summary>Epochs that are never judged.</summary>
    public static WholeRange WarmUp { get; } = new(0, 1_000_000);

    /// <summary>One in so many goes on.</summary>
    public static WholeRange Reduction { get; } = new(2, 1_000_000);

    /// <summary>Slots of the local node.</summary>
    public static WholeRange Slots { get; } = new(1, 1_024);

    /// <summary>Slots in the cluster.</summary>
    public static WholeRange MostSlots { get; } = new(1, 1_000_000);

    /// <summary>Trials whose networks are explained at once.</summary>
    public const int MostExplained = 1000;

    /// <summary>Inputs whose pairs are looked at: half a million pairs.</summary>
    public const int MostPaired = 1000;

    /// <summary>Trials that keep their checkpoints.</summary>
    public static WholeRange Kept { get; } = new(0, 1_000_000);

    /// <summary>Further attempts.</summary>
    public static WholeRange Retries { get; } = new(0, 1_000);

    /// <summary>Priority.</summary>
    public static WholeRange Priority { get; } = new(-1_000, 1_000);

    /// <summary>A bound of an integer parameter.</summary>
    public static WholeRange Integer { get; } = new(-MostExact, MostExact);

    /// <summary>A step of an integer parameter.</summary>
    public static WholeRange Step { get; } = new(1, MostExact);

    /// <summary>Weight.</summary>
    public static RealRange Weight { get; } = new(0.001, 1000, "a number from 0.001 to 1000");

    /// <summary>Minutes without a training step.</summary>
    public static RealRange StallMinutes { get; } = new(0.01, 100_000, "a number of minutes from 0.01 to 100000");

    /// <summary>Plug-ins of a sweep.</summary>
    public const int MostPlugins = 64;

    /// <summary>Share of test rows.</summary>
    public static RealRange TestFraction { get; } = new(0, Math.BitDecrement(1.0), "a share of the rows, at least 0 and below 1");

    /// <summary>Share of trials that may go on.</summary>
    public static RealRange Percentile { get; } = new(0.1, 99.9, "a share in percent, from 0.1 to 99.9");

    /// <summary>Significance of a test.</summary>
    public static RealRange Significance { get; } = new(1e-9, 0.5, "a probability above 0 and at most 0.5");

    /// <summary>The chance of becoming the best that earns a trial its next fold.</summary>
    public static RealRange Chance { get; } = new(1e-9, 0.5, "a probability above 0 and at most 0.5");

    /// <summary>Trials that get all their folds whatever they bring.</summary>
    public static WholeRange StartUp { get; } = new(2, 10_000);

    /// <summary>Hours of a search.</summary>
    public static RealRange Hours { get; } = new(1e-6, 1e6, "a number of hours above 0 and at most 1000000");

    /// <summary>A score.</summary>
    public static RealRange Score { get; } = new(double.MinValue, double.MaxValue, "a finite score");

    /// <summary>Smallest improvement.</summary>
    public static RealRange MinDelta { get; } = new(0, double.MaxValue, "a number of at least 0");

    /// <summary>A bound of a real parameter.</summary>
    public static RealRange Bound { get; } = new(-LargestBound, LargestBound, "a number from -1E+100 to 1E+100");
}
