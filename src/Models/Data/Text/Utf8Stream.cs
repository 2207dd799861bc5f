using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Orchestrator.Models.Data.Files;

namespace Orchestrator.Models.Data.Text;

/// <summary>Passes bytes on as long as they are UTF-8 text; the first that is not is refused with its line and character.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="open">Opens its bytes; once more where they turn out to be no text, to count the lines before.</param>
internal sealed class Utf8Stream(string path, Func<Stream> open) : SequentialStream
{
    private const int LongestSequence = 4;

    private readonly Stream inner = open();
    private readonly byte[] begun = new byte[LongestSequence]; // a character of which the rest comes with the next block
    private int begunBytes;
    private long passed; // bytes before it

    /// <inheritdoc />
    /// <exception cref="DataFormatException">The bytes are not UTF-8.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int count;
        try
        {
            count = inner.Read(buffer);
        }
        catch (DecoderFallbackException failure)
        {
            throw new DataFormatException(path, null, "it is not UTF-16, as its byte order mark says", "Save the file as UTF-8", failure);
        }

        if (count == 0 && begunBytes > 0)
        {
            throw NotText(begun[0], 0);
        }

        Check(buffer[..count]);
        return count;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> block)
    {
        while (begunBytes > 0 && !block.IsEmpty)
        {
            begun[begunBytes++] = block[0];
            block = block[1..];
            switch (Rune.DecodeFromUtf8(begun.AsSpan(0, begunBytes), out _, out _))
            {
                case OperationStatus.Done: (begunBytes, passed) = (0, passed + begunBytes); break;
                case OperationStatus.InvalidData: throw NotText(begun[0], 0);
            }
        }

        var whole = block.Length - Unfinished(block);
        if (!Utf8.IsValid(block[..whole]) || block.Contains((byte)0))
        {
            throw First(block[..whole]);
        }

        passed += whole;
        block[whole..].CopyTo(begun.AsSpan(begunBytes));
        begunBytes += block.Length - whole;
    }

    /// <summary>Bytes at the end that begin a character and do not end it.</summary>
    private static int Unfinished(ReadOnlySpan<byte> block)
    {
        for (var back = 1; back < LongestSequence && back <= block.Length; back++)
        {
            var value = block[^back];
            if ((value & 0xc0) != 0x80)
            {
                return value >= 0xc0 && Rune.DecodeFromUtf8(block[^back..], out _, out _) == OperationStatus.NeedMoreData ? back : 0;
            }
        }

        return 0;
    }

    private DataFormatException First(ReadOnlySpan<byte> block)
    {
        var at = 0;
        while (at < block.Length && block[at] != 0
            && Rune.DecodeFromUtf8(block[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return NotText(at < block.Length ? block[at] : (byte)0, at);
    }

    private DataFormatException NotText(byte value, int further)
    {
        var (line, character) = Place(passed + further);
        return new(path, $"line {line}, character {character}",
            value == 0 ? "a zero byte: this is not text, or it is UTF-16 without a byte order mark" : $"the byte 0x{value:X2} is not UTF-8",
            "Save the file as UTF-8, such as with 'iconv -f latin1 -t utf-8'");
    }

    private (long Line, long Character) Place(long left)
    {
        using var again = open();
        var (line, bytes, block) = (1L, new List<byte>(), new byte[1 << 16]);
        while (left > 0 && again.Read(block, 0, (int)Math.Min(left, block.Length)) is > 0 and var count)
        {
            left -= count;
            var last = block.AsSpan(0, count).LastIndexOf((byte)'\n');
            line += block.AsSpan(0, count).Count((byte)'\n');
            if (last >= 0)
            {
                bytes.Clear();
            }

            bytes.AddRange(block.AsSpan(last + 1, count - last - 1));
        }

        return (line, Encoding.UTF8.GetCharCount([.. bytes]) + 1);
    }
}
