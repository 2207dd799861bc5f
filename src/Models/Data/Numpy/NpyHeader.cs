using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Orchestrator.Models.Data.Numpy;

/// <summary>What stands before an array's elements in an .npy stream (NumPy Enhancement Proposal 1, versions 1.0 to 3.0).</summary>
/// <param name="Type">The elements' type.</param>
/// <param name="FortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">Extents; empty for a scalar.</param>
/// <param name="Bytes">Length of magic and header: where the elements begin.</param>
internal sealed partial record NpyHeader(NpyType Type, bool FortranOrder, int[] Shape, int Bytes)
{
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];
    private const int LongestHeader = 1 << 20; // a version 2 header may say 4 GB; a real one is below 200 bytes

    /// <summary>Number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, extent) => checked(product * extent));

    /// <summary>Reads magic, version and the Python dictionary; leaves the stream at the first element.</summary>
    /// <exception cref="InvalidDataException">The stream is not .npy, or its elements are of a kind that is not read.</exception>
    public static NpyHeader Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[8];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start[..6].SequenceEqual(Magic))
        {
            throw new InvalidDataException("it does not begin with NumPy's magic bytes");
        }

        var lengthBytes = start[6] == 1 ? 2 : 4;
        if (start[6] is < 1 or > 3)
        {
            throw new InvalidDataException($"its .npy version is {start[6]}.{start[7]}; 1.0 to 3.0 are read");
        }

        Span<byte> length = stackalloc byte[4];
        length.Clear();
        stream.ReadExactly(length[..lengthBytes]);
        var headerLength = BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (headerLength > LongestHeader)
        {
            throw new InvalidDataException($"its header claims {headerLength} bytes");
        }

        var text = new byte[headerLength];
        stream.ReadExactly(text);
        return Parse(Encoding.UTF8.GetString(text), start.Length + lengthBytes + text.Length);
    }

    private static NpyHeader Parse(string text, int bytes)
    {
        var shape = ShapePattern().Match(text);
        var order = OrderPattern().Match(text);
        var type = TypePattern().Match(text);
        if (!shape.Success || !order.Success)
        {
            throw new InvalidDataException($"its header is '{text.Trim()}'");
        }

        if (!type.Success)
        {
            throw new InvalidDataException("its elements are records of several fields, which are not read: save one array a field");
        }

        var extents = shape.Groups[1].Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(extent => int.TryParse(extent.TrimEnd('L'), CultureInfo.InvariantCulture, out var value) ? value
                : throw new InvalidDataException($"its shape ({shape.Groups[1].Value}) has an extent that is not below 2^31"));
        return new(NpyType.Parse(type.Groups[1].Value), order.Groups[1].Value == "True", [.. extents], bytes);
    }

    [GeneratedRegex(@"'shape'\s*:\s*\(([0-9L,\s]*)\)")]
    private static partial Regex ShapePattern();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)")]
    private static partial Regex OrderPattern();

    [GeneratedRegex(@"'descr'\s*:\s*'([^']+)'")]
    private static partial Regex TypePattern();
}
