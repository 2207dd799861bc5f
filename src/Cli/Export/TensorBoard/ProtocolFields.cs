using Google.Protobuf;

namespace Orchestrator.Cli.Export.TensorBoard;

/// <summary>Fields of protocol buffers by their number, for messages that are written and never read.</summary>
internal static class ProtocolFields
{
    /// <summary>A <c>double</c>.</summary>
    public static void Double(this CodedOutputStream output, int field, double value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteDouble(value);
    }

    /// <summary>A <c>float</c>.</summary>
    public static void Single(this CodedOutputStream output, int field, float value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
    }

    /// <summary>An integer, an enumeration or a <c>bool</c>.</summary>
    public static void Whole(this CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    /// <summary>A <c>string</c>.</summary>
    public static void Text(this CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    /// <summary>A message within the message, an entry of a map, or packed numbers.</summary>
    public static void Message(this CodedOutputStream output, int field, Action<CodedOutputStream> message)
    {
        using var content = new MemoryStream();
        using (var inner = new CodedOutputStream(content, leaveOpen: true))
        {
            message(inner);
        }

        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content.GetBuffer(), 0, (int)content.Length));
    }
}
