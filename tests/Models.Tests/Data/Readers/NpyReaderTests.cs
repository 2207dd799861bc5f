using Orchestrator.Models.Data;
using Orchestrator.Models.Tests.Data.Numpy;

namespace Orchestrator.Models.Tests.Data.Readers;

public class NpyReaderTests
{
    [SkippableFact]
    public void The_real_pickled_dictionary_is_read()
    {
        var data = DataSetFormats.Read(new(RealData.Path("pnca_pza/dataset.npy"), "npy"));
        data.Rows.ShouldBe(3147);
        var targets = (ClassTargets)data.Targets;
        targets.Names.ShouldBe(["not resistant", "resistant"]);
        targets.Counts()[1].ShouldBe(702);
        var inputs = (SequenceInputs)data.Inputs;
        var lengths = Enumerable.Range(0, data.Rows).Select(inputs.LengthOf).ToArray();
        (lengths.Min(), lengths.Max()).ShouldBe((549, 571));
        Enumerable.Range(0, data.Rows).Select(row => Convert.ToHexString(inputs.Codes(row))).Distinct().Count().ShouldBe(395);
    }

    [SkippableFact]
    public void An_unknown_entry_brings_the_ones_that_are_there()
    {
        var path = RealData.Path("pnca_pza/dataset.npy");
        Should.Throw<DataFormatException>(() =>
            DataSetFormats.Read(new(path, "npy", "resistent"))).Message.ShouldContain("Did you mean 'resistant'?");
    }

    [Fact]
    public void A_table_has_its_target_in_the_last_column()
    {
        using var file = new TemporaryFile(NpyBytes.Of("<f8", "(2, 3)", [1d, 2, 0, 3, 4, 1]));
        var data = DataSetFormats.Read(new(file.Path, "npy"));
        ((FloatInputs)data.Inputs).Values.ShouldBe([1f, 2, 3, 4]);
        ((ClassTargets)data.Targets).Classes.ShouldBe([0, 1]);
    }

    [Fact]
    public void A_vector_is_not_a_data_set()
    {
        using var file = new TemporaryFile(NpyBytes.Of("<f8", "(2,)", [1d, 2]));
        Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(file.Path, "npy"))).Message.ShouldContain("(2,)");
    }
}
