using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;

namespace Orchestrator.Cli.Export.TensorBoard;

/// <summary>A file of events as TensorBoard reads them: TFRecord frames, each with its length and masked CRC-32C of length and
/// content.</summary>
/// <remarks>The frame is that of TensorFlow's <c>record_writer</c>: length (64 bits, little-endian), masked checksum of the length,
/// content, masked checksum of the content.</remarks>
internal sealed class RecordFile : IDisposable
{
    private const uint Mask = 0xa282ead8;

    private readonly Stream file;
    private readonly MemoryStream content = new();

    /// <summary>Makes the file, and its folder if need be. Its first record tells the format's version.</summary>
    /// <param name="folder">The folder of a run.</param>
    /// <param name="at">When what it tells of began.</param>
    public RecordFile(string folder, DateTimeOffset at)
    {
        Directory.CreateDirectory(folder);
        file = File.Create(Path.Combine(folder, $"events.out.tfevents.{at.ToUnixTimeSeconds():D10}.orchestrator"));
        Write(EventMessages.FileVersion(at));
    }

    /// <summary>Writes one event.</summary>
    public void Write(Action<CodedOutputStream> message)
    {
        content.SetLength(0);
        using (var coded = new CodedOutputStream(content, leaveOpen: true))
        {
            message(coded);
        }

        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        Span<byte> head = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(ulong)..], Checksum(head[..sizeof(ulong)]));
        Span<byte> tail = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Checksum(bytes));
        file.Write(head);
        file.Write(bytes);
        file.Write(tail);
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return unchecked(BitOperations.RotateRight(~crc, 15) + Mask);
    }
}
