using Orchestrator.Models.Metrics;

namespace Orchestrator.Models.Tests.Metrics;

public sealed class LabelMetricTests
{
    // Columns of 2; the label of row 1 in column 1 is missing.
    private static readonly LabelPredictions Some =
        new([1, -2, 0.5f, 9, -1, 3], [1, 0, 0, 0, 0, 1], 2, [true, true, true, false, true, true]);

    [Fact]
    public void Loss_is_the_mean_over_rows_of_the_mean_over_known_labels()
    {
        double L(double z, bool y) => Math.Log(1 + Math.Exp(y ? -z : z));
        var expected = ((L(1, true) + L(-2, false)) / 2 + L(0.5, false) + (L(-1, false) + L(3, true)) / 2) / 3;

        new LabelCrossEntropy().Of(Some).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void Accuracy_counts_known_labels_or_all()
    {
        new LabelAccuracy().Of(Some).ShouldBe(4.0 / 5);
        new LabelAccuracy(ofAll: true).Of(Some).ShouldBe(4.0 / 6);
    }

    [Fact]
    public void Areas_are_means_over_labels()
    {
        // Column 0: logits 1 (yes), .5, -1: perfect. Column 1: -2 (no), 3 (yes): perfect.
        new LabelRocAuc().Of(Some).ShouldBe(1);
        new LabelPrAuc().Of(Some).ShouldBe(1);
    }

    [Fact]
    public void Average_precision_adds_precision_where_recall_grows()
    {
        // From the highest: yes (1/1), no, yes (2/3), no, yes (3/5).
        PrAuc.Area([5, 4, 3, 2, 1], [true, false, true, false, true]).ShouldBe((1 + 2.0 / 3 + 3.0 / 5) / 3, 1e-12);

        // Ties form one threshold: all five at once give recall 1 at precision 3/5.
        PrAuc.Area([1, 1, 1, 1, 1], [true, false, true, false, true]).ShouldBe(3.0 / 5, 1e-12);
    }
}
