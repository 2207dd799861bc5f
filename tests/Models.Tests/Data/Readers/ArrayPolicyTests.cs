using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Orchestrator.Models.Data;
using Orchestrator.Models.Description;
using Orchestrator.Models.Tests.Data.Numpy;

namespace Orchestrator.Models.Tests.Data.Readers;

/// <summary>What the readers of arrays refuse or put right.</summary>
public class ArrayPolicyTests
{
    private static DataFormatException Refused(byte[] content, string format, string? key = null)
    {
        using var file = new TemporaryFile(content);
        return Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(file.Path, format, key)));
    }

    [Theory]
    [InlineData(double.NaN, 1, "row 1, column 1 (counted from 0)", "NaN")]
    [InlineData(1e300, 1, "row 1, column 1 (counted from 0)", "beyond single precision")]
    [InlineData(double.PositiveInfinity, 0, "row 1, column 0 (counted from 0)", "infinite")]
    [InlineData(double.NaN, 2, "row 1 (counted from 0)", "the target is missing")]
    public void A_table_holds_finite_numbers(double value, int column, string place, string problem)
    {
        double[] values = [1, 2, 0.5, 3, 4, 1.5, 5, 6, 2.5];
        values[3 + column] = value;
        var failure = Refused(NpyBytes.Of("<f8", "(3, 3)", values), "npy");
        failure.Place.ShouldBe(place);
        failure.Message.ShouldContain(problem);
    }

    [Fact]
    public void Histone_marks_and_expression_are_finite()
    {
        float[] values = [.. Enumerable.Range(0, 3 * 2 * 7).Select(i => (i % 7) switch { 0 => i / 14, 6 => 1.5f + i / 14, _ => 2 })];
        values[14 + 7 + 3] = float.NaN;
        var failure = Refused(NpyBytes.Archive(("E1", NpyBytes.Of("<f4", "(3, 2, 7)", values))), "npz");
        failure.Place.ShouldBe("array E1, row 1, bin 1, H3K36me3 (counted from 0)");
        using var truth = new TemporaryFile(NpyBytes.Archive(("E1", NpyBytes.Of("<f4", "(3,)", [1f, float.NaN, 2f]))));
        var marks = NpyBytes.Archive(("E1", NpyBytes.Of("<f4", "(3, 1, 6)", [.. Enumerable.Repeat(1f, 18)])));
        failure = Refused(marks, "npz", $"E1; truth={truth.Path}");
        failure.Path.ShouldBe(truth.Path);
        failure.Place.ShouldBe("array E1, gene 1 (counted from 0)");
    }

    [Fact]
    public void Stored_zeros_are_not_carried()
    {
        using var labels = new TemporaryFile("label\nA\nB\nA\n");
        using var file = new TemporaryFile(Matrix([0, 3, 5, 6], [0, 1, 3, 0, 1, 3], [2, 1, 0, 2, 1, 0]));
        var inputs = (SparseInputs)DataSetFormats.Read(new(file.Path, "csr", $"labels={labels.Path}#label")).Inputs;
        inputs.CountColumns([0, 1, 2]).ShouldBe([2, 2, 0, 0]);
        inputs.ColumnsOf(0).ToArray().ShouldBe([0, 1]);
        inputs.ValuesOf(0).ToArray().ShouldBe([2f, 1]);
        inputs.ColumnsOf(2).Length.ShouldBe(0);
        var description = DataDescriber.Describe(new(file.Path, "csr", $"labels={labels.Path}#label"));
        description.ConstantColumns.ShouldBe(2);
        description.Kin[0].Rows.ShouldBe(2);
    }

    [Fact]
    public void Entries_of_a_sparse_matrix_are_finite()
    {
        using var labels = new TemporaryFile("label\nA\nB\n");
        var failure = Refused(Matrix([0, 1, 3], [1, 0, 2], [2, 1, float.NaN]), "csr", $"labels={labels.Path}#label");
        failure.Place.ShouldBe("row 1, column 2 (counted from 0)");
    }

    [Fact]
    public void Names_that_pandas_wrote_are_read_and_an_empty_part_is_none()
    {
        var names = NpyBytes.Of("|O", "(2,)", Encoding.Latin1.GetBytes("\u0080\u0002]q\0(X\u0001\0\0\0aq\u0001X\u0001\0\0\0bq\u0002e."));
        using var file = new TemporaryFile(NpyBytes.Archive(
            ("X", NpyBytes.Of("<f4", "(2, 2)", [1f, 0, 0, 1])), ("y", NpyBytes.Of("<f4", "(2, 1)", [1f, 0])), ("feature_names", names),
            ("X_val", NpyBytes.Of("<f4", "(0, 2)", Array.Empty<float>())), ("y_val", NpyBytes.Of("<f4", "(0, 1)", Array.Empty<float>()))));
        var data = DataSetFormats.Read(new(file.Path, "wdnn"));
        data.Rows.ShouldBe(2);
        ((FloatInputs)data.Inputs).FeatureNames.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Objects_are_not_taken_for_numbers()
    {
        var objects = NpyBytes.Of("|O", "(1,)", Encoding.Latin1.GetBytes("\u0080\u0002]q\0K\u0001a."));
        Refused(NpyBytes.Archive(("X", objects), ("y", objects)), "wdnn").Message.ShouldContain("the shape is (1,)");
    }

    [Theory]
    [InlineData("]q\0(G\0\0\0\0\0\0\0\0G\u007f\u00f8\0\0\0\0\0\0e")] // [0.0, nan]
    [InlineData("]q\0(K\0Ne")]
    public void A_label_of_a_dictionary_is_not_missing(string labels)
    {
        var pickle = $"\u0080\u0002}}(X\u0005\0\0\0genes](X\u0002\0\0\0ACX\u0002\0\0\0GTeX\u0009\0\0\0resistant{labels}u.";
        var array = "\u0080\u0002cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001)"
            + "cnumpy\ndtype\nU\u0002O8K\0K\u0001\u0087R(K\u0003U\u0001|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089]"
            + pickle[2..^1] + "atb.";
        var failure = Refused(NpyBytes.Of("|O", "()", Encoding.Latin1.GetBytes(array)), "npy");
        failure.Message.ShouldContain("'resistant' row 1: the label is missing");
    }

    private static byte[] Matrix(int[] starts, int[] columns, float[] values) => NpyBytes.Archive(
        ("format", NpyBytes.Of("|S3", "()", "csr"u8.ToArray())),
        ("shape", NpyBytes.Of("<i8", "(2,)", [starts.Length - 1L, 4])),
        ("indptr", NpyBytes.Of("<i4", string.Create(CultureInfo.InvariantCulture, $"({starts.Length},)"), starts)),
        ("indices", NpyBytes.Of("<i4", string.Create(CultureInfo.InvariantCulture, $"({columns.Length},)"), columns)),
        ("data", NpyBytes.Of("<f4", string.Create(CultureInfo.InvariantCulture, $"({values.Length},)"),
            MemoryMarshal.AsBytes<float>(values).ToArray())));
}
