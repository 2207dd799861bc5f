namespace Orchestrator.Sdk;

/// <summary>A figure of merit over a whole set of predictions. Implement one or more of <see cref="IClassMetric"/>,
/// <see cref="ILabelMetric"/> and <see cref="IValueMetric"/>.</summary>
/// <remarks>A public class with a public constructor without parameters; it holds no state. It runs in worker processes.</remarks>
public interface IMetric
{
    /// <summary>What a sweep file calls it, as in <c>objective: { metric: NAME }</c>, and tables.</summary>
    string Name { get; }

    /// <summary>One line about it.</summary>
    string Summary { get; }

    /// <summary>Whether larger is better.</summary>
    bool LargerIsBetter { get; }

    /// <summary>The least value that it can have; infinite = any.</summary>
    double Least => double.NegativeInfinity;

    /// <summary>The largest value that it can have; infinite = any.</summary>
    double Most => double.PositiveInfinity;
}

/// <summary>A metric of data whose rows are of one of several classes.</summary>
public interface IClassMetric : IMetric
{
    /// <summary>The figure; NaN where it is undefined.</summary>
    double Of(IClassPredictions predictions);
}

/// <summary>A metric of data whose rows have several labels.</summary>
public interface ILabelMetric : IMetric
{
    /// <summary>The figure; NaN where it is undefined.</summary>
    double Of(ILabelPredictions predictions);
}

/// <summary>A metric of data whose rows have numbers to be predicted.</summary>
public interface IValueMetric : IMetric
{
    /// <summary>The figure; NaN where it is undefined.</summary>
    double Of(IValuePredictions predictions);
}
