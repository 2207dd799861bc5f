using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Catalog;

/// <summary>The settings of training, which every model has beside those of its architecture.</summary>
public static class TrainingHyperParameters
{
    /// <summary>Step size of the optimizer.</summary>
    public const string LearningRate = "learning_rate";

    /// <summary>Rows of one step.</summary>
    public const string BatchSize = "batch_size";

    /// <summary>Batches of one step.</summary>
    public const string Accumulate = "accumulate";

    /// <summary>Type of the numbers that matrix products and convolutions take.</summary>
    public const string Precision = "precision";

    /// <summary>Update rule.</summary>
    public const string Optimizer = "optimizer";

    /// <summary>Momentum of SGD and RMSprop.</summary>
    public const string Momentum = "momentum";

    /// <summary>L2 penalty.</summary>
    public const string WeightDecay = "weight_decay";

    /// <summary>How the step size changes with the epochs.</summary>
    public const string Schedule = "schedule";

    /// <summary>What a fall of the step size leaves of it.</summary>
    public const string Decay = "decay";

    /// <summary>Epochs between falls of the step size, or without progress before one.</summary>
    public const string DecayEpochs = "decay_epochs";

    /// <summary>Epochs over which the step size rises at first.</summary>
    public const string Warmup = "warmup";

    /// <summary>Largest norm of the gradient.</summary>
    public const string Clip = "clip";

    /// <summary>Whether rare classes count more.</summary>
    public const string ClassWeights = "class_weights";

    /// <summary>Number of the draw of the initial weights.</summary>
    public const string Restart = RestartsDefinition.Restart;

    /// <summary>Number of the order of the training rows.</summary>
    public const string InputOrder = RestartsDefinition.InputOrder;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [LearningRate, BatchSize, Optimizer, Momentum, WeightDecay, Schedule, Clip, ClassWeights, Restart, InputOrder];

    /// <summary>The settings with a model's own defaults.</summary>
    /// <param name="learningRate">Default step size.</param>
    /// <param name="batchSize">Default rows of one step.</param>
    /// <param name="optimizer">Default update rule.</param>
    /// <param name="balanced">Whether classes are balanced by default.</param>
    /// <param name="weightDecay">Default L2 penalty.</param>
    public static IEnumerable<HyperParameter> With(double learningRate, int batchSize, string optimizer = "adam", bool balanced = false,
        double weightDecay = 0) =>
    [
        HyperParameter.Real(LearningRate, learningRate, 1e-8, 10, "step size of the optimizer"),
        HyperParameter.Integer(BatchSize, batchSize, 1, 65536,
            "rows whose gradient is computed at once: one training step, with accumulate 1"),
        HyperParameter.Integer(Accumulate, 1, 1, 1024,
            "batches whose gradients make one training step, which is then that of accumulate x batch_size rows"),
        HyperParameter.Choice(Precision,
            "what matrix products and convolutions compute with; float16 on a GPU alone, weights and scores are always single", "single",
            "bfloat16", "float16"),
        HyperParameter.Choice(Optimizer, "update rule",
            [optimizer, .. new[] { "adam", "adamw", "sgd", "rmsprop" }.Where(other => other != optimizer)]),
        HyperParameter.Real(Momentum, 0, 0, 0.9999, "momentum of sgd and rmsprop; adam has its own"),
        HyperParameter.Real(WeightDecay, weightDecay, 0, 1,
            "L2 penalty, added to the gradient as weight_decay * weight; adamw takes learning_rate * weight_decay * weight from the "
            + "weight instead"),
        HyperParameter.Choice(
            Schedule,
                "how the step size changes: linear and cosine fall until the last epoch that a fold may reach, step falls every "
                + "decay_epochs, plateau after decay_epochs "
            + "without progress of the objective, one-cycle rises for three tenths of the steps and then falls to nothing",
            "constant", "linear", "cosine", "step", "plateau", "one-cycle"),
        HyperParameter.Real(Decay, 0.5, 0, 1, "what a fall of the schedules step and plateau leaves of the step size"),
        HyperParameter.Integer(DecayEpochs, 10, 1, 1_000_000,
            "schedule step: epochs from fall to fall; plateau: epochs without progress that are borne"),
        HyperParameter.Integer(Warmup, 0, 0, 1_000_000, "epochs over which the step size rises evenly from 0, whatever the schedule"),
        HyperParameter.Real(Clip, 0, 0, 1e6, "largest norm of the gradient, longer ones are scaled to it; 0 = any"),
        HyperParameter.Choice(ClassWeights,
            "balanced: a class counts rows / (classes x its rows), so that rare classes weigh as much as common ones", balanced
            ? ["balanced", "none"] : ["none", "balanced"]),
        HyperParameter.Integer(Restart, RestartsDefinition.OwnDraw, RestartsDefinition.OwnDraw, 999_999,
            "number of the draw of the initial weights, the same in every fold and the refit; -1 = a draw for each fold of each trial"),
        HyperParameter.Integer(InputOrder, RestartsDefinition.OwnDraw, RestartsDefinition.OwnDraw, 999_999,
            "number of the order in which epochs show the training rows; -1 = an order for each fold of each trial"),
    ];
}
