using System.Text;
using Orchestrator.Models.Data.Files;

namespace Orchestrator.Models.Data.Text;

/// <summary>
/// Opens files of text. Text is UTF-8, or UTF-16 that says so in a byte order mark; anything else is refused with its place, since a
/// reader that puts a mark for each byte it does not know makes two names into one.
/// </summary>
public static class Utf8Text
{
    /// <summary>The bytes of a table, plain, gzipped or alone in a zip archive, as UTF-8.</summary>
    /// <exception cref="DataFormatException">The file cannot be opened. What is not text is refused when it is read.</exception>
    public static Stream OpenTable(string path) => Checked(path, () => DataSource.OpenTable(path));

    /// <summary>The lines of a file, plain or gzipped.</summary>
    /// <exception cref="DataFormatException">The file cannot be opened. What is not text is refused when it is read.</exception>
    public static StreamReader OpenLines(string path) => new(Checked(path, () => DataSource.Open(path)), bufferSize: 1 << 16);

    /// <summary>The text of a file's bytes.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="bytes">All of its bytes.</param>
    /// <exception cref="DataFormatException">They are not text.</exception>
    public static string Decode(string path, byte[] bytes)
    {
        using var reader = new StreamReader(Checked(path, () => new MemoryStream(bytes)));
        return reader.ReadToEnd();
    }

    private static Utf8Stream Checked(string path, Func<Stream> open)
    {
        Encoding? wide;
        using (var probe = open())
        {
            Span<byte> mark = stackalloc byte[2];
            wide = probe.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) < mark.Length ? null : (mark[0], mark[1]) switch
            {
                (0xff, 0xfe) => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
                (0xfe, 0xff) => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
                _ => null,
            };
        }

        return new(path, wide is null ? open : () => Encoding.CreateTranscodingStream(open(), wide, Encoding.UTF8));
    }
}
