using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Orchestrator.Models.Data.Text;

/// <summary>Passes bytes on as long as they are UTF-8 text; the first that is not is refused with its line and character.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="inner">Its bytes; closed with this stream.</param>
internal sealed class Utf8Stream(string path, Stream inner) : Stream
{
    private const int LongestSequence = 4;

    private readonly byte[] open = new byte[LongestSequence]; // a character of which the rest comes with the next block
    private int openBytes;
    private long lines, characters; // whole lines passed on, and characters of the line behind them

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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
            throw Wrong(lines + 1, "it is not UTF-16, as its byte order mark says", failure);
        }

        if (count == 0 && openBytes > 0)
        {
            throw NotText(open[0], []);
        }

        Check(buffer[..count]);
        return count;
    }

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
        while (openBytes > 0 && !block.IsEmpty)
        {
            open[openBytes++] = block[0];
            block = block[1..];
            switch (Rune.DecodeFromUtf8(open.AsSpan(0, openBytes), out _, out _))
            {
                case OperationStatus.Done: (openBytes, characters) = (0, characters + 1); break;
                case OperationStatus.InvalidData: throw NotText(open[0], []);
            }
        }

        var whole = block.Length - Unfinished(block);
        if (!Utf8.IsValid(block[..whole]) || block.Contains((byte)0))
        {
            throw First(block[..whole]);
        }

        Pass(block[..whole]);
        block[whole..].CopyTo(open.AsSpan(openBytes));
        openBytes += block.Length - whole;
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

    private void Pass(ReadOnlySpan<byte> text)
    {
        var last = text.LastIndexOf((byte)'\n');
        if (last >= 0)
        {
            lines += text.Count((byte)'\n');
            characters = 0;
        }

        characters += Encoding.UTF8.GetCharCount(text[(last + 1)..]);
    }

    private DataFormatException First(ReadOnlySpan<byte> block)
    {
        var at = 0;
        while (at < block.Length && block[at] != 0
            && Rune.DecodeFromUtf8(block[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return NotText(at < block.Length ? block[at] : (byte)0, block[..at]);
    }

    private DataFormatException NotText(byte value, ReadOnlySpan<byte> before)
    {
        Pass(before);
        return new(path, $"line {lines + 1}, character {characters + 1}",
            value == 0 ? "a zero byte: this is not text, or it is UTF-16 without a byte order mark" : $"the byte 0x{value:X2} is not UTF-8",
            "Save the file as UTF-8, such as with 'iconv -f latin1 -t utf-8'");
    }

    private DataFormatException Wrong(long line, string problem, Exception cause) =>
        new(path, $"line {line}", problem, "Save the file as UTF-8", cause);
}
