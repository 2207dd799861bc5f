using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Numpy;

namespace Orchestrator.Models.Tests.Data.Numpy;

public class NpzArchiveTests
{
    public static TheoryData<string, byte[]> NumberTypes => new()
    {
        { "<f4", NpyBytes.Of("<f4", "(3,)", [1f, 2f, 200f]) },
        { "<f8", NpyBytes.Of("<f8", "(3,)", [1d, 2d, 200d]) },
        { "<f2", NpyBytes.Of("<f2", "(3,)", [(Half)1, (Half)2, (Half)200]) },
        { "|u1", NpyBytes.Of("|u1", "(3,)", new byte[] { 1, 2, 200 }) },
        { "<i2", NpyBytes.Of("<i2", "(3,)", new short[] { 1, 2, 200 }) },
        { "<i4", NpyBytes.Of("<i4", "(3,)", [1, 2, 200]) },
        { "<i8", NpyBytes.Of("<i8", "(3,)", [1L, 2L, 200L]) },
        { "<u2", NpyBytes.Of("<u2", "(3,)", new ushort[] { 1, 2, 200 }) },
        { "<u8", NpyBytes.Of("<u8", "(3,)", [1UL, 2UL, 200UL]) },
        { ">i4", NpyBytes.Of(">i4", "(3,)", new byte[] { 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 200 }) },
        { ">f4", NpyBytes.Of(">f4", "(3,)", new byte[] { 0x3f, 0x80, 0, 0, 0x40, 0, 0, 0, 0x43, 0x48, 0, 0 }) },
    };

    [Theory]
    [MemberData(nameof(NumberTypes))]
    public void Numbers_of_every_type_and_byte_order_are_read(string type, byte[] array)
    {
        using var file = new TemporaryFile(NpyBytes.Archive(("x", array)));
        using var archive = new NpzArchive(file.Path);
        var read = archive.Read("x");
        read.Shape.ShouldBe([3]);
        read.ToSingles().ShouldBe([1f, 2f, 200f], type);
    }

    [Fact]
    public void Column_major_arrays_are_turned_row_major()
    {
        // numpy.arange(24).reshape(2, 3, 4) saved in Fortran order
        int[] columnMajor = [0, 12, 4, 16, 8, 20, 1, 13, 5, 17, 9, 21, 2, 14, 6, 18, 10, 22, 3, 15, 7, 19, 11, 23];
        using var file = new TemporaryFile(NpyBytes.Archive(("x", NpyBytes.Of("<i4", "(2, 3, 4)", columnMajor, fortranOrder: true))));
        using var archive = new NpzArchive(file.Path);
        archive.Read("x").ToInt32s().ShouldBe(Enumerable.Range(0, 24));
    }

    [Fact]
    public void Text_is_read_without_its_padding()
    {
        using var file = new TemporaryFile(NpyBytes.Archive(
            ("u", NpyBytes.Of("<U2", "(2,)", ['h', 'i', 'x', 0])),
            ("s", NpyBytes.Of("|S3", "(2,)", "csra\0\0"u8.ToArray()))));
        using var archive = new NpzArchive(file.Path);
        archive.Keys.ShouldBe(["u", "s"]);
        archive.Read("u").ToStrings().ShouldBe(["hi", "x"]);
        archive.Read("s").ToStrings().ShouldBe(["csr", "a"]);
    }

    [Fact]
    public void A_scalar_has_an_empty_shape()
    {
        using var file = new TemporaryFile(NpyBytes.Archive(("x", NpyBytes.Of("<i8", "()", [42L]))));
        using var archive = new NpzArchive(file.Path);
        archive.Read("x").Shape.ShouldBeEmpty();
        archive.Read("x").ToInt32s().ShouldBe([42]);
    }

    public static TheoryData<byte[], string> BadArrays => new()
    {
        { NpyBytes.Of("<f4", "(1000000, 1000)", [1f]), "needs 4000000000 bytes of elements and has 4" },
        { NpyBytes.Of("<c8", "(1,)", [1f, 2f]), "'<c8'" },
        { NpyBytes.Of("|O", "(1,)", [1]), "is not plain data" },
        { "PK but not numpy"u8.ToArray(), "magic" },
    };

    [Theory]
    [MemberData(nameof(BadArrays))]
    public void What_cannot_be_read_is_refused_with_file_and_array_named(byte[] array, string expected)
    {
        using var file = new TemporaryFile(NpyBytes.Archive(("x", array)));
        using var archive = new NpzArchive(file.Path);
        var message = Should.Throw<DataFormatException>(() => archive.Read("x")).Message;
        message.ShouldContain(file.Path);
        message.ShouldContain("array x");
        message.ShouldContain(expected);
    }

    [Fact]
    public void A_missing_array_brings_the_nearest_name()
    {
        using var file = new TemporaryFile(NpyBytes.Archive(("E123", NpyBytes.Of("<i8", "()", [42L]))));
        using var archive = new NpzArchive(file.Path);
        Should.Throw<DataFormatException>(() => archive.Read("E124")).Message.ShouldContain("Did you mean 'E123'?");
    }

    [Fact]
    public void Another_kind_of_file_is_refused()
    {
        using var file = new TemporaryFile("id,label\n");
        Should.Throw<DataFormatException>(() => new NpzArchive(file.Path)).Message.ShouldContain("not an .npz archive");
    }
}
