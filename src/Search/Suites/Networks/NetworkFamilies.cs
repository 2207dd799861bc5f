using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Suites.Networks;

/// <summary>Small networks, trained by gradient descent at every trial: what functions with a formula only resemble.</summary>
/// <remarks>
/// The loss is that on test rows, as a part of what the mean of the training rows gets on them: 1 = nothing was learnt. No least loss is
/// known of these, unlike of all other families, and none is subtracted: what is called regret is the loss itself. A run that explodes
/// fails.
/// </remarks>
internal static class NetworkFamilies
{
    private const int SmallBatch = 4;

    private static SearchSpace RegressionSpace { get; } = Parts.Space(
        new FloatParameter("rate", 1e-4, 3, Log: true), new FloatParameter("momentum", 0, 0.99),
        new FloatParameter("decay", 1e-6, 1, Log: true), new IntParameter("units", 1, 32, Log: true),
        new FloatParameter("scale", 1e-2, 10, Log: true), new IntParameter("epochs", 2, 64, Log: true), Parts.Choice("activation", 3));

    private static SearchSpace ClassesSpace { get; } = Parts.Space(
        new FloatParameter("rate", 1e-5, 1, Log: true), new IntParameter("batch", 1, 32, Log: true),
        new FloatParameter("decay", 1e-6, 1, Log: true), new IntParameter("units", 2, 24, Log: true),
        new FloatParameter("scale", 0.05, 5, Log: true), new IntParameter("epochs", 1, 40, Log: true), new IntParameter("layers", 1, 3),
        new FloatParameter("dropout", 0, 0.8), Parts.Choice("optimizer", 3));

    private static SearchSpace ConvolutionSpace { get; } = Parts.Space(
        new FloatParameter("rate", 1e-4, 10, Log: true), new FloatParameter("momentum", 0, 0.98),
        new FloatParameter("decay", 1e-6, 1e-1, Log: true), new IntParameter("filters", 1, 8), new IntParameter("length", 2, 10),
        new FloatParameter("scale", 1e-2, 3, Log: true), new IntParameter("epochs", 1, 40, Log: true), Parts.Choice("pooling", 2));

    private static SearchSpace RecurrentSpace { get; } = Parts.Space(
        new FloatParameter("rate", 1e-4, 3, Log: true), new FloatParameter("clip", 0.01, 10, Log: true),
        new FloatParameter("decay", 1e-6, 1e-1, Log: true), new IntParameter("units", 1, 12),
        new FloatParameter("scale", 0.05, 3, Log: true), new IntParameter("epochs", 2, 40, Log: true));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
    [
        new("perceptron-regression", RegressionSpace, Regression, Parallel: 4),
        new("perceptron-classes", ClassesSpace, Classes, Parallel: 4),
        new("motif-convolution", ConvolutionSpace, Convolution, Parallel: 4),
        new("recurrent", RecurrentSpace, Recurrent, Parallel: 4),
    ];

    /// <summary>A surface, learnt by a hidden layer.</summary>
    private static SuiteFunction Regression(int seed) => Member(
        "perceptron regression", seed, random => NetworkData.Surface(random, classes: false),
        (c, random) => new SmallPerceptron([NetworkData.Inputs, (int)c["units"].Number, 1], (Activation)Parts.Level(c, "activation"),
            c["scale"].Number, dropout: 0, random),
        c => Plan(c, SmallBatch) with { Momentum = c["momentum"].Number });

    /// <summary>Two classes, learnt by up to three rectified layers with dropout: plainly, with momentum, or by Adam's steps.</summary>
    private static SuiteFunction Classes(int seed) => Member(
        "perceptron classes", seed, random => NetworkData.Surface(random, classes: true),
        (c, random) => new SmallPerceptron(
            [NetworkData.Inputs, .. Enumerable.Repeat((int)c["units"].Number, (int)c["layers"].Number), 1],
            Activation.Rectifier, c["scale"].Number, c["dropout"].Number, random),
        c => Plan(c, (int)c["batch"].Number) with
        {
            Momentum = Parts.Level(c, "optimizer") == 1 ? 0.9 : 0,
            Adam = Parts.Level(c, "optimizer") == 2,
        });

    /// <summary>A motif in DNA, learnt by filters that are pooled by their greatest value or their mean.</summary>
    private static SuiteFunction Convolution(int seed) => Member("motif convolution", seed, NetworkData.Motif,
        (c, random) => new SmallConvolution((int)c["filters"].Number, (int)c["length"].Number,
            NetworkData.Bases - (int)c["length"].Number + 1, most: Parts.Level(c, "pooling") == 0, c["scale"].Number, random),
        c => Plan(c, SmallBatch) with { Momentum = c["momentum"].Number });

    /// <summary>What a sequence had some numbers ago, learnt by a recurrent network whose gradients are clipped.</summary>
    private static SuiteFunction Recurrent(int seed) => Member("recurrent", seed, NetworkData.Remembered,
        (c, random) => new SmallRecurrent((int)c["units"].Number, NetworkData.Numbers, c["scale"].Number, random),
        c => Plan(c, SmallBatch) with { Clip = c["clip"].Number });

    private static TrainingPlan Plan(Configuration c, int batch) =>
        new((int)c["epochs"].Number, batch, c["rate"].Number, c["decay"].Number);

    /// <summary>The member with those rows. Every trial begins anew with the same random numbers for weights, orders and dropout: a
    /// configuration has one loss, whoever asks for it and when.</summary>
    private static SuiteFunction Member<TRow>(string family, int seed, Func<RandomStream, NetworkTask<TRow>> task,
        Func<Configuration, RandomStream, ISmallNetwork<TRow>> network, Func<Configuration, TrainingPlan> plan)
    {
        var drawn = task(Parts.Random(family, seed));
        double Loss(Configuration c)
        {
            var random = Parts.Random($"{family}: training", seed);
            return drawn.LossAfter(network(c, random), plan(c), random);
        }

        return new(Loss, _ => 0.02);
    }
}
