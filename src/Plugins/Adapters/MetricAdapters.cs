using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Metrics;
using Orchestrator.Sdk;

namespace Orchestrator.Plugins.Adapters;

/// <summary>A plug-in's metric as those of the catalogue, one for each kind of predictions that it is for.</summary>
internal static class MetricAdapters
{
    /// <summary>The metrics.</summary>
    /// <param name="metric">The plug-in's.</param>
    /// <param name="who">Metric and plug-in, for messages.</param>
    /// <exception cref="UserError">It is for no predictions, or has no range.</exception>
    public static IEnumerable<Metric> Of(IMetric metric, string who)
    {
        Metric[] all =
        [
            .. metric is IClassMetric classes ? [new OfClasses(classes, who)] : Array.Empty<Metric>(),
            .. metric is ILabelMetric labels ? [new OfLabels(labels, who)] : Array.Empty<Metric>(),
            .. metric is IValueMetric values ? [new OfValues(values, who)] : Array.Empty<Metric>(),
        ];
        return all.Length == 0 ? throw new UserError($"{who} implements none of IClassMetric, ILabelMetric and IValueMetric.")
            : metric.Least <= metric.Most ? all : throw new UserError($"{who} has no value between {metric.Least} and {metric.Most}.");
    }

    private static Direction DirectionOf(IMetric metric) => metric.LargerIsBetter ? Direction.Maximize : Direction.Minimize;

    private static double Measured(string who, Func<double> measure)
    {
        try
        {
            return measure();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw PluginFailedException.Of(who, e);
        }
    }

    private sealed class OfClasses(IClassMetric metric, string who) : ClassMetric(metric.Name, DirectionOf(metric), metric.Summary)
    {
        public override (double Least, double Most) Bounds => (metric.Least, metric.Most);

        public override double Of(ClassPredictions predictions) => Measured(who, () => metric.Of(new Seen(predictions)));

        private sealed class Seen(ClassPredictions predictions) : IClassPredictions
        {
            public int Rows => predictions.Rows;

            public int Classes => predictions.ClassCount;

            public int Truth(int row) => predictions.Classes[row];

            public int Predicted(int row) => predictions.Predicted(row);

            public double LogProbability(int row, int index) => predictions.LogProbability(row, index);
        }
    }

    private sealed class OfLabels(ILabelMetric metric, string who) : LabelMetric(metric.Name, DirectionOf(metric), metric.Summary)
    {
        public override (double Least, double Most) Bounds => (metric.Least, metric.Most);

        public override double Of(LabelPredictions predictions) => Measured(who, () => metric.Of(new Seen(predictions)));

        private sealed class Seen(LabelPredictions predictions) : ILabelPredictions
        {
            public int Rows => predictions.Rows;

            public int Columns => predictions.Columns;

            public IEnumerable<(double LogOdds, bool Truth)> Column(int column) => predictions.Column(column);
        }
    }

    private sealed class OfValues(IValueMetric metric, string who) : ValueMetric(metric.Name, DirectionOf(metric), metric.Summary)
    {
        public override (double Least, double Most) Bounds => (metric.Least, metric.Most);

        public override double Of(ValuePredictions predictions) => Measured(who, () => metric.Of(new Seen(predictions)));

        private sealed class Seen(ValuePredictions predictions) : IValuePredictions
        {
            public int Rows => predictions.Rows;

            public int Columns => predictions.Columns;

            public IEnumerable<(double Predicted, double Truth)> Column(int column) => predictions.Column(column);
        }
    }
}
