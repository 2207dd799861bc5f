using System.Buffers.Binary;
using System.Text;

namespace Orchestrator.Models.Data.Matlab;

/// <summary>Reads the parts of an array in a MATLAB file of level 5: tags, and what they announce.</summary>
/// <param name="stream">At the first part of the array, behind its own tag.</param>
/// <param name="bigEndian">Whether the most significant byte comes first.</param>
internal sealed class Mat5Element(Stream stream, bool bigEndian)
{
    private const int LongestName = 1 << 16;

    /// <summary>The kinds of parts, <c>mi...</c> in the format's description.</summary>
    internal const uint Int8 = 1, Int32 = 5, UInt32 = 6, Matrix = 14, Compressed = 15;

    /// <summary>Type and bytes of the next part, and whether it is a small one, of which the bytes lie in the tag.</summary>
    public (uint Type, uint Bytes, bool Small) Tag()
    {
        var first = UInt();
        return first >> 16 != 0 ? (first & 0xffff, first >> 16, true) : (first, UInt(), false);
    }

    /// <summary>An unsigned number of four bytes.</summary>
    public uint UInt()
    {
        Span<byte> bytes = stackalloc byte[4];
        stream.ReadExactly(bytes);
        return bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>The head of an array: its class, its extents and its name; leaves the stream at the tag of its numbers.</summary>
    /// <exception cref="InvalidDataException">It is not what stands at the head of an array.</exception>
    public (uint Flags, int[] Shape, string Name) Head()
    {
        var flags = Numbers(UInt32, 2);
        var shape = Numbers(Int32, null);
        var (type, bytes, small) = Tag();
        if (type != Int8 || bytes > LongestName)
        {
            throw new InvalidDataException("the name of an array is damaged");
        }

        var name = Encoding.ASCII.GetString(Content(bytes, small));
        return (flags[0], Array.ConvertAll(shape, extent => checked((int)extent)), name);
    }

    /// <summary>The bytes of a part, and skips what fills it up to eight.</summary>
    public byte[] Content(uint bytes, bool small)
    {
        if (small && bytes > 4)
        {
            throw new InvalidDataException("a small part claims more than four bytes");
        }

        var content = new byte[bytes];
        stream.ReadExactly(content);
        Span<byte> filling = stackalloc byte[8];
        stream.ReadExactly(filling[..(int)(small ? 4 - bytes : (8 - bytes % 8) % 8)]);
        return content;
    }

    private uint[] Numbers(uint wanted, int? count)
    {
        const int MostDimensions = 32;
        var (type, bytes, small) = Tag();
        if (type != wanted || bytes % 4 != 0 || bytes / 4 > MostDimensions || (count ?? (int)bytes / 4) != bytes / 4)
        {
            throw new InvalidDataException("the head of an array is damaged");
        }

        var content = Content(bytes, small);
        var numbers = new uint[bytes / 4];
        for (var i = 0; i < numbers.Length; i++)
        {
            var own = content.AsSpan(4 * i, 4);
            numbers[i] = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(own) : BinaryPrimitives.ReadUInt32LittleEndian(own);
        }

        return numbers;
    }
}
