using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Search.Suites.Networks;

/// <summary>Rows to train a network on, and others to test it on. Nothing changes it, so that trials may share it.</summary>
/// <typeparam name="TRow">What goes into the network.</typeparam>
internal sealed class NetworkTask<TRow>
{
    /// <summary>A hundred rows leave no differences between losses below this that mean anything.</summary>
    private const double Least = 1e-3;

    /// <summary>The part of the constant's loss beyond which training exploded.</summary>
    private const double Most = 1e6;

    private readonly TRow[] rows;
    private readonly double[] targets;
    private readonly int training;
    private readonly OutputLoss loss;
    private readonly double constantLoss;

    /// <summary>Splits rows.</summary>
    /// <param name="rows">The training rows first.</param>
    /// <param name="targets">One of each row.</param>
    /// <param name="training">How many are training rows.</param>
    /// <param name="loss">What is trained for and tested by.</param>
    public NetworkTask(TRow[] rows, double[] targets, int training, OutputLoss loss)
    {
        (this.rows, this.targets, this.training, this.loss) = (rows, targets, training, loss);
        var constant = loss.Constant(targets.Take(training).Average());
        constantLoss = TestLoss(_ => constant);
    }

    /// <summary>Trains a network, and tells its loss on the test rows as a part of what the mean of the training rows gets on them; NaN
    /// where training exploded.</summary>
    /// <param name="network">With its first weights.</param>
    /// <param name="plan">How it is trained.</param>
    /// <param name="random">For the order of the rows.</param>
    public double LossAfter(ISmallNetwork<TRow> network, TrainingPlan plan, RandomStream random)
    {
        var (steps, gradient) = (new GradientSteps(plan, network.Weights), new double[network.Weights.Length]);
        int[] order = [.. Enumerable.Range(0, training)];
        for (var epoch = 0; epoch < plan.Epochs; epoch++)
        {
            random.Shuffle<int>(order);
            for (var from = 0; from < training; from += plan.Batch)
            {
                Array.Clear(gradient);
                AddGradient(network, order.AsSpan(from, Math.Min(plan.Batch, training - from)), gradient);
                steps.Take(gradient);
            }

            // Rectifiers and the best of several places can hide from the output that weights are no numbers any more.
            if (!Array.TrueForAll(network.Weights, double.IsFinite))
            {
                return double.NaN;
            }
        }

        var part = TestLoss(row => network.Forward(row, training: false)) / constantLoss;
        return part < Most ? Math.Max(Least, part) : double.NaN;
    }

    /// <summary>The gradient of the mean loss of some rows.</summary>
    private void AddGradient(ISmallNetwork<TRow> network, ReadOnlySpan<int> batch, double[] gradient)
    {
        foreach (var row in batch)
        {
            var output = network.Forward(rows[row], training: true);
            network.Backward(loss.Slope(output, targets[row]) / batch.Length, gradient);
        }
    }

    private double TestLoss(Func<TRow, double> output)
    {
        var sum = 0.0;
        for (var row = training; row < rows.Length; row++)
        {
            sum += loss.Value(output(rows[row]), targets[row]);
        }

        return sum / (rows.Length - training);
    }
}
