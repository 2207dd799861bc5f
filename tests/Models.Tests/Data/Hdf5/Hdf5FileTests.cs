using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Hdf5;

namespace Orchestrator.Models.Tests.Data.Hdf5;

public class Hdf5FileTests
{
    /// <summary>
    /// Written by h5py with a user block of 512 bytes, as MATLAB has one: the numbers 0 to 239 as (2, 3, 40), modulo 251 as packed, halved
    /// less 20.25 as double, less 120 as signed, times 10 as wide, halved as single; and big-endian as big.
    /// </summary>
    private static string Kinds => RealData.OfRepository("tests/Models.Tests/Data/Hdf5/kinds.h5");

    [Fact]
    public void Arrays_are_listed_and_groups_are_not()
    {
        using var file = new Hdf5File(Kinds);
        file.Keys.ShouldBe(["big", "double", "packed", "signed", "single", "text", "wide"]);
        file.Shape("packed").ShouldBe([2, 3, 40]);
    }

    [Theory]
    [InlineData("packed", 1, 0)]
    [InlineData("double", 0.5, -20.25)]
    [InlineData("signed", 1, -120)]
    [InlineData("wide", 10, 0)]
    [InlineData("single", 0.5, 0)]
    public void Every_kind_of_number_is_read_through_every_filter(string key, double factor, double offset)
    {
        using var file = new Hdf5File(Kinds);
        var all = new float[240];
        file.Read(key, [0, 0, 0], [2, 3, 40], all);
        all.ShouldBe(Enumerable.Range(0, 240).Select(i => (float)(i * factor + offset)));
        var block = new float[2 * 2 * 5];
        file.Read(key, [0, 1, 33], [2, 2, 5], block);
        block[0].ShouldBe((float)((40 + 33) * factor + offset));
        block[^1].ShouldBe((float)((120 + 80 + 37) * factor + offset));
    }

    [Fact]
    public void What_does_not_fit_into_a_byte_becomes_the_nearest_that_does()
    {
        using var file = new Hdf5File(Kinds);
        var bytes = new byte[40];
        file.Read("double", [0, 0, 0], [1, 1, 40], bytes);
        (bytes[0], bytes[39]).ShouldBe(((byte)0, (byte)0)); // -20.25, -0.75
        file.Read("signed", [0, 0, 0], [1, 1, 40], bytes);
        bytes.ShouldAllBe(value => value == 0);
        file.Read("wide", [0, 2, 0], [1, 1, 40], bytes);
        bytes.ShouldAllBe(value => value == 255);
        file.Read("packed", [1, 0, 0], [1, 1, 40], bytes);
        bytes[3].ShouldBe((byte)123);
    }

    [Fact]
    public void Text_is_no_number()
    {
        using var file = new Hdf5File(Kinds);
        Should.Throw<DataFormatException>(() =>
            file.Read("text", [0], [2], new byte[2])).Message.ShouldContain("array text: its elements are of class String");
    }

    [Fact]
    public void Big_endian_numbers_are_refused_with_the_cure()
    {
        using var file = new Hdf5File(Kinds);
        Should.Throw<DataFormatException>(() => file.Read("big", [0, 0, 0], [2, 3, 40], new float[240]))
            .Message.ShouldContain("array big: its numbers are big-endian");
    }

    [Fact]
    public void A_block_outside_of_the_array_is_refused()
    {
        using var file = new Hdf5File(Kinds);
        Should.Throw<DataFormatException>(() =>
            file.Read("wide", [0, 0, 30], [2, 3, 11], new byte[66])).Message.ShouldContain("2 x 3 x 11 at 0, 0, 30");
        Should.Throw<DataFormatException>(() => file.Read("wide", [0, 0], [2, 3], new byte[6])).Message.ShouldContain("cannot be read");
        Should.Throw<DataFormatException>(() => file.Shape("wild")).Message.ShouldContain("'wide'");
    }

    [SkippableFact]
    public void Blocks_of_a_real_file_are_one_hot()
    {
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

        Should.Throw<DataFormatException>(() =>
            file.Read("testxdata", [7, 0, 0], [2, 4, 1000], block)).Message.ShouldContain("2 x 4 x 1000 at 7, 0, 0");
        Should.Throw<DataFormatException>(() => file.Shape("trainxdata")).Message.ShouldContain("testxdata");
    }

    [Fact]
    public void Another_kind_of_file_is_refused()
    {
        using var other = new TemporaryFile("not HDF5");
        Should.Throw<DataFormatException>(() => new Hdf5File(other.Path)).Message.ShouldContain("-v7.3");
        using var empty = new TemporaryFile("");
        Should.Throw<DataFormatException>(() => new Hdf5File(empty.Path)).Message.ShouldContain("-v7.3");
        Should.Throw<DataFormatException>(() => new Hdf5File("/no/such/file")).Message.ShouldContain("no such file");
    }

    [Theory]
    [InlineData("Data/Hdf5/kinds.h5")]
    [InlineData("Data/Readers/deepsea_rows_last.h5")]
    public void A_file_that_was_cut_short_is_damaged(string name)
    {
        var bytes = File.ReadAllBytes(RealData.OfRepository("tests/Models.Tests/" + name));
        foreach (var length in new[] { 600, 900, bytes.Length / 2, bytes.Length - 1 })
        {
            using var cut = new TemporaryFile(bytes[..length], ".h5");
            Should.Throw<DataFormatException>(() =>
                new Hdf5File(cut.Path)).Message.ShouldContain($"cut short: {length} of {bytes.Length} bytes");
        }
    }
}
