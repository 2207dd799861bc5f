using System.Buffers.Binary;
using System.Text;

namespace Orchestrator.Cli.Tests.Export;

/// <summary>A reader of TensorBoard's event files that shares nothing with the writer: CRC-32C bit by bit, protocol buffers field by
/// field.</summary>
internal static class EventFile
{
    /// <summary>The events of the one file of a run.</summary>
    public static List<Message> Read(string run)
    {
        var file = Directory.GetFiles(run, "events.out.tfevents.*").ShouldHaveSingleItem();
        ReadOnlySpan<byte> rest = File.ReadAllBytes(file);
        var events = new List<Message>();
        while (!rest.IsEmpty)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]).ShouldBe(Masked(rest[..8]));
            BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]).ShouldBe(Masked(rest.Slice(12, length)));
            events.Add(new Message(rest.Slice(12, length).ToArray()));
            rest = rest[(16 + length)..];
        }

        return events;
    }

    /// <summary>CRC-32C (Castagnoli) from its polynomial.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82f63b78;
            }
        }

        return ~crc;
    }

    // As TensorFlow masks checksums of data that may hold checksums.
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = Crc(bytes);
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8u);
    }

    /// <summary>The fields of a message, in order.</summary>
    public sealed class Message
    {
        private readonly List<(int Field, object Value)> fields = [];

        public Message(byte[] bytes)
        {
            for (var at = 0; at < bytes.Length;)
            {
                var key = Varint(bytes, ref at);
                var field = (int)(key >> 3);
                switch (key & 7)
                {
                    case 0: fields.Add((field, (long)Varint(bytes, ref at))); break;
                    case 1: fields.Add((field, BitConverter.ToDouble(bytes, at))); at += 8; break;
                    case 5: fields.Add((field, BitConverter.ToSingle(bytes, at))); at += 4; break;
                    case 2:
                        var length = (int)Varint(bytes, ref at);
                        fields.Add((field, bytes[at..(at + length)]));
                        at += length;
                        break;
                    default: throw new FormatException($"wire type {key & 7}");
                }
            }
        }

        public Message this[int field] => All(field).Single();

        public IEnumerable<Message> All(int field) => fields.Where(f => f.Field == field).Select(f => new Message((byte[])f.Value));

        public bool Has(int field) => fields.Any(f => f.Field == field);

        public string Text(int field) => Encoding.UTF8.GetString((byte[])Only(field));

        public long Whole(int field) => Has(field) ? (long)Only(field) : 0;

        public double Double(int field) => (double)Only(field);

        public float Single(int field) => (float)Only(field);

        private object Only(int field) => fields.Single(f => f.Field == field).Value;

        private static ulong Varint(byte[] bytes, ref int at)
        {
            var (value, shift) = (0ul, 0);
            while (true)
            {
                var one = bytes[at++];
                value |= (ulong)(one & 0x7f) << shift;
                if (one < 0x80)
                {
                    return value;
                }

                shift += 7;
            }
        }
    }
}
