using System.Globalization;

namespace Orchestrator.Models.Data.Numpy;

/// <summary>An element type as NumPy writes it, such as <c>&lt;f4</c>: byte order, kind and size.</summary>
/// <param name="Kind">f float, i signed, u unsigned, b boolean, U text of 4-byte code points, S bytes, O Python objects.</param>
/// <param name="Size">Bytes of one element; 0 for objects.</param>
/// <param name="BigEndian">Whether the most significant byte comes first.</param>
public readonly record struct NpyType(char Kind, int Size, bool BigEndian)
{
    /// <summary>Reads a type string.</summary>
    /// <exception cref="InvalidDataException">Elements of that type are not read (complex numbers, dates, records).</exception>
    public static NpyType Parse(string text)
    {
        var body = text.TrimStart('<', '>', '|', '=');
        var sizeText = body.Length > 1 ? body[1..] : "0";
        if (body.Length == 0 || !int.TryParse(sizeText, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            throw Unknown(text);
        }

        var kind = body[0] == '?' ? 'b' : body[0];
        var known = (kind, size) switch
        {
            ('f', 2 or 4 or 8) or ('i' or 'u', 1 or 2 or 4 or 8) or ('b', 0 or 1) or ('S', >= 0) or ('O', 0 or 4 or 8) => true,
            ('U', >= 0) => size <= int.MaxValue / 4,
            _ => false,
        };
        if (!known)
        {
            throw Unknown(text);
        }

        return new(kind, kind switch { 'U' => 4 * size, 'O' => 0, 'b' => 1, _ => size }, text[0] == '>');
    }

    /// <summary>The type as NumPy's users name it: <c>float32</c>, <c>text</c>.</summary>
    public override string ToString() => Kind switch
    {
        'f' => $"float{8 * Size}",
        'i' => $"int{8 * Size}",
        'u' => $"uint{8 * Size}",
        'b' => "bool",
        'U' => "text",
        'S' => "bytes",
        _ => "object",
    };

    private static InvalidDataException Unknown(string text) =>
        new($"its elements are of type '{text}'; float, int, bool, text and objects are read");
}
