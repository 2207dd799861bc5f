using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Matlab;

namespace Orchestrator.Models.Tests.Data.Matlab;

public class Mat5FileTests
{
    // scipy.io.savemat of validxdata (3, 4, 5) and validdata (3, 2), uint8, with a text and a cell beside them.
    internal const string Plain = "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFNhdCBOb3YgMjggMjI6Mzc6MjkgMjAyNgAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0OAAAAiAAAAAYAAAAIAAAACQAAAAAA"
        + "AAAFAAAADAAAAAMAAAAEAAAABQAAAAAAAAABAAAACgAAAHZhbGlkeGRhdGEAAAAAAAACAAAAPAAAAAEAAAAAAAAAAAAAAQAAAAEA"
        + "AAAAAAAAAQAAAAAAAQEAAAAAAAAAAQAAAAAAAAEAAAEAAAAAAAAAAQAAAAAAAAAOAAAASAAAAAYAAAAIAAAACQAAAAAAAAAFAAAA"
        + "CAAAAAMAAAACAAAAAQAAAAkAAAB2YWxpZGRhdGEAAAAAAAAAAgAAAAYAAAABAAEAAAEAAA4AAAA4AAAABgAAAAgAAAAEAAAAAAAA"
        + "AAUAAAAIAAAAAQAAAAUAAAABAAQAbm90ZRAAAAAFAAAAaGVsbG8AAAAOAAAAoAAAAAYAAAAIAAAAAQAAAAAAAAAFAAAACAAAAAEA"
        + "AAACAAAAAQAEAGNlbGwOAAAAOAAAAAYAAAAIAAAADgAAAAAAAAAFAAAACAAAAAEAAAABAAAAAQAAAAAAAAAMAAAACAAAAAEAAAAA"
        + "AAAADgAAADAAAAAGAAAACAAAAAQAAAAAAAAABQAAAAgAAAABAAAAAQAAAAEAAAAAAAAAEAABAGEAAAA=";

    // The same, with do_compression=True.
    internal const string Deflated = "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFNhdCBOb3YgMjggMjI6Mzc6MjkgMjAyNgAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0PAAAARgAAAHic42NgYOgAYjYg5gBi"
        + "TgYIYAViHiBmBmIWKB8EGIGYC4jLEnMyUypSEksSIeJMQGwDlUdSyojEBpKoXBCFJsIAANqcBUAPAAAANAAAAHic42NgYPAAYjYg"
        + "5gBiTgYIYIXymYGYCYgZoXJliTmZKSmJJYlQdUxQvYwgFUAEAIxzBD8PAAAALAAAAHic42NgYLAAYjYg5gBiFgYIYIXyGaFsRqBM"
        + "Xn5JqgCUn5Gak5MPpAFE5QRQDwAAAEAAAAB4nONjYGBYAMRsQMwBxIwMEMCKxGcC0ywMyak5OXxAtgWSej4s6hmRzOFBMxek3gBJ"
        + "PwsB/QJAViKQBgCWqAPM";

    // testxdata as float64 and testdata as int16, deflated.
    private const string OtherTypes = "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFNhdCBOb3YgMjggMjI6Mzc6MjkgMjAyNgAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0PAAAAUAAAAHic42NgYNBgYmBgA9Ic"
        + "DBAaBFiBmAeImYGYBcoHAUYg5gTiktTikoqUxJJEqDhI7AEjlMPwwZ6BJoCQuZTaS6p+mHp620tIH+3cAwAnYREGDwAAADMAAAB4"
        + "nONjYGDwAGI2IOYAYi4GCGCF8pmBmAmIGaH8ktTikpTEkkSQOA9UnBGsA0ICAIZnA/Y=";

    [Theory]
    [InlineData(Plain)]
    [InlineData(Deflated)]
    [InlineData(OtherTypes)]
    public void Sequences_and_targets_are_read(string base64)
    {
        using var file = new TemporaryFile(Convert.FromBase64String(base64), ".mat");
        var data = DataSetFormats.Read(new(file.Path, "deepsea"));
        var inputs = (SequenceInputs)data.Inputs;
        inputs.Codes(0).ToArray().ShouldBe(new byte[] { 0, 2, 1, 3, 0 });
        inputs.Codes(1).ToArray().ShouldBe(new byte[] { 4, 4, 4, 4, 4 });
        inputs.Codes(2).ToArray().ShouldBe(new byte[] { 3, 3, 2, 0, 1 });
        ((ValueTargets)data.Targets).Values.ShouldBe([1f, 0, 0, 0, 1, 1]);
        DataSetFormats.Read(new(file.Path, "deepsea", "rows=2")).Rows.ShouldBe(2);
    }

    [Fact]
    public void It_is_the_test_file_of_data_that_is_HDF5()
    {
        using var file = new TemporaryFile(Convert.FromBase64String(Deflated), ".mat");
        var data = DataSetFormats.Read(new(RealData.OfRepository("tests/Models.Tests/Data/Readers/deepsea_rows_last.h5"), "deepsea",
            Test: new(file.Path)));
        (data.Rows, data.TestRows).ShouldBe((6, 3));
    }

    [Fact]
    public void Arrays_are_listed_and_others_passed_over()
    {
        using var content = new TemporaryFile(Convert.FromBase64String(Plain), ".mat");
        using var file = new Mat5File(content.Path);
        file.Keys.ShouldBe(["validdata", "validxdata"]);
        file.Shape("validxdata").ShouldBe([3, 4, 5]);
        var block = new float[2];
        file.Read("validdata", [1, 1], [2, 1], block);
        block.ShouldBe([0f, 1]);
        Should.Throw<DataFormatException>(() => file.Shape("note")).Message.ShouldContain("no array of numbers 'note'");
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData(Deflated)]
    public void One_that_is_cut_short_is_refused(string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        for (var length = 10; length < 300; length += 7)
        {
            using var file = new TemporaryFile(bytes[..length], ".mat");
            Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(file.Path, "deepsea"))).Message.ShouldContain(file.Path);
        }
    }
}
