using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Orchestrator.Models.Data.Numpy.Pickle;

/// <summary>A cursor over pickled bytes; every length is checked against what is there before memory is taken for it.</summary>
internal sealed class PickleBytes(byte[] bytes)
{
    /// <summary>Bytes already read.</summary>
    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public double BigEndianDouble() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A signed little-endian integer of up to eight bytes, as LONG1 holds it.</summary>
    public long LittleEndian(int length)
    {
        if (length > 8)
        {
            throw new InvalidDataException($"an integer of {length} bytes at byte {Position} is wider than 64 bits");
        }

        Span<byte> wide = stackalloc byte[8];
        var given = Take(length);
        wide.Fill(length > 0 && given[^1] >= 0x80 ? (byte)0xff : (byte)0);
        given.CopyTo(wide);
        return BinaryPrimitives.ReadInt64LittleEndian(wide);
    }

    /// <summary>A length of 1, 4 or 8 bytes.</summary>
    public int Length(int width)
    {
        var length = width switch
        {
            1 => Byte(),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(Take(4)),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(Take(8)),
        };
        return length <= (ulong)(bytes.Length - Position) ? (int)length : throw Short();
    }

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > bytes.Length - Position)
        {
            throw Short();
        }

        Position += length;
        return bytes.AsSpan(Position - length, length);
    }

    public string Utf8(int length) => Encoding.UTF8.GetString(Take(length));

    /// <summary>Text up to the next line feed, as protocol 0 writes it.</summary>
    public string Line()
    {
        var length = bytes.AsSpan(Position).IndexOf((byte)'\n');
        if (length < 0)
        {
            throw Short();
        }

        var line = Encoding.UTF8.GetString(Take(length + 1));
        return line[..^1];
    }

    public long DecimalLine() =>
        long.TryParse(Line().TrimEnd('L'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new InvalidDataException($"the integer before byte {Position} cannot be read");

    private InvalidDataException Short() => new($"it is cut short at byte {Position}");
}
