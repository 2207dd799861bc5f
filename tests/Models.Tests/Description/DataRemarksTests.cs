using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Files;
using Orchestrator.Models.Description;

namespace Orchestrator.Models.Tests.Description;

public class DataRemarksTests
{
    [Theory]
    [InlineData(30, 60, true)]
    [InlineData(12, 24, true)]
    [InlineData(12, 120, false)]
    [InlineData(6, 12, false)]
    public void Classes_that_may_be_counts_are_told(int classes, int rows, bool told)
    {
        var labels = Enumerable.Range(0, rows).Select(row => $"{row % classes}").ToArray();
        var data = new DataSet(new FloatInputs(new float[rows], [1]), ClassTargets.FromLabels(labels), labels);
        DataRemarks.Of(data).Any(remark => remark.Contains(":values", StringComparison.Ordinal)).ShouldBe(told);
        DataRemarks.LookLikeCounts(ClassTargets.FromLabels([.. labels.Select(label => "c" + label)])).ShouldBeFalse();
    }

    [Theory]
    [InlineData(typeof(ArgumentException))]
    [InlineData(typeof(OverflowException))]
    [InlineData(typeof(InvalidDataException))]
    [InlineData(typeof(IndexOutOfRangeException))]
    [InlineData(typeof(OutOfMemoryException))]
    [InlineData(typeof(EndOfStreamException))]
    public void Whatever_a_reader_throws_names_the_file(Type failure) =>
        Should.Throw<DataFormatException>(() => ReaderBoundary.Run<int>("x.csv", () => throw (Exception)Activator.CreateInstance(failure)!))
            .Message.ShouldStartWith("x.csv: ");
}
