using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Hdf5;

namespace Orchestrator.Models.Tests.Data.Hdf5;

public class Hdf5FileTests
{
    [SkippableFact]
    public void Blocks_of_a_real_file_are_one_hot()
    {
        Skip.IfNot(Hdf5File.IsSupported, "the HDF5 library is not installed");
        using var file = new Hdf5File(RealData.Path("danq_example/example.h5"));
        file.Keys.ShouldBe(["testxdata"]);
        file.Shape("testxdata").ShouldBe([8, 4, 1000]);
        var block = new byte[2 * 4 * 1000];
        file.Read("testxdata", [3, 0, 0], [2, 4, 1000], block);
        for (var i = 0; i < 2000; i++)
        {
            var (row, position) = (i / 1000, i % 1000);
            Enumerable.Range(0, 4).Sum(channel => block[(row * 4 + channel) * 1000 + position]).ShouldBe(1);
        }

        Should.Throw<DataFormatException>(() => file.Read("testxdata", [7, 0, 0], [2, 4, 1000], block)).Message.ShouldContain("2 x 4 x 1000 at 7, 0, 0");
        Should.Throw<DataFormatException>(() => file.Shape("trainxdata")).Message.ShouldContain("testxdata");
    }

    [SkippableFact]
    public void Another_kind_of_file_is_refused()
    {
        Skip.IfNot(Hdf5File.IsSupported, "the HDF5 library is not installed");
        using var other = new TemporaryFile("not HDF5");
        Should.Throw<DataFormatException>(() => new Hdf5File(other.Path)).Message.ShouldContain("-v7.3");
        Should.Throw<DataFormatException>(() => new Hdf5File("/no/such/file")).Message.ShouldContain("no such file");
    }
}
