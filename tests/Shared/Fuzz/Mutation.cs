using System.Text;

namespace Orchestrator.Shared.Fuzz;

/// <summary>Damages a file in one of the ways in which files are damaged: bytes that flip, an end that is missing, lines and cells that
/// are doubled, swapped or lost, numbers that are huge, letters that are odd. The same number damages it in the same way.</summary>
internal static class Mutation
{
    private static readonly string[] Cells =
    [
        "", " ", "\"", "\"\"", "'", ",", ";", "\t", "=", "#", ">", "NA", "NaN", "inf", "-inf", "1e999", "-1e400", "1e38", "1e-46", "0x10",
        "1,5", "99999999999999999999", "-2147483649", "2147483648", "4294967296", "0", "-0", "\0", "\ufeff", "\u202e", "e\u0301", "\u00e9",
        "\U0001F9EC", "\r", "\n", "\r\n", "label", "id", "A,B", "\u00a0", "../..", "null", "~", "{", "[", "&a", "*a", "!!x", "- ", ": ",
    ];

    private static readonly byte[][] Words =
        [[0xff, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0x80], [0, 0, 0, 0], [1, 0, 0, 0]];

    /// <summary>A damaged copy.</summary>
    public static byte[] Of(byte[] content, int number)
    {
        var random = new Random(number);
        var damaged = content;
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            damaged = Once(damaged, random);
        }

        return damaged;
    }

    private static byte[] Once(byte[] content, Random random)
    {
        if (content.Length == 0)
        {
            return [(byte)random.Next(256)];
        }

        var copy = (byte[])content.Clone();
        var at = random.Next(copy.Length);
        switch (random.Next(12))
        {
            case 0:
                copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
            case 1:
                copy[at] = (byte)random.Next(256);
                return copy;
            case 2:
                return copy[..at];
            case 3:
                return [.. copy[..at], .. copy[Math.Min(copy.Length, at + random.Next(1, 64))..]];
            case 4:
                return [.. copy[..at], .. Encoding.UTF8.GetBytes(Cells[random.Next(Cells.Length)]), .. copy[at..]];
            case 5:
                var word = Words[random.Next(Words.Length)];
                word.AsSpan(0, Math.Min(word.Length, copy.Length - at)).CopyTo(copy.AsSpan(at));
                return copy;
            case 6: // a digit somewhere, as of an extent in a header
                var digits = Enumerable.Range(0, copy.Length).Where(i => copy[i] is >= (byte)'0' and <= (byte)'9').ToArray();
                if (digits.Length > 0)
                {
                    var digit = digits[random.Next(digits.Length)];
                    return [.. copy[..digit], .. Encoding.UTF8.GetBytes(Cells[random.Next(Cells.Length)]), .. copy[(digit + 1)..]];
                }

                return copy;
            case 7:
                return [.. copy, .. copy[at..]];
            default:
                return Encoding.Latin1.GetBytes(Lines(Encoding.Latin1.GetString(copy), random));
        }
    }

    private static string Lines(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(5))
        {
            case 0: lines.Insert(one, lines[other]); break;
            case 1: (lines[one], lines[other]) = (lines[other], lines[one]); break;
            case 2: lines.RemoveAt(one); break;
            case 3: lines.Insert(one, ""); break;
            default:
                var separator = lines[one].Contains('\t') ? '\t' : lines[one].Contains(';') ? ';' : lines[one].Contains(':') ? ':' : ',';
                var cells = lines[one].Split(separator).ToList();
                var cell = random.Next(cells.Count);
                switch (random.Next(4))
                {
                    case 0: cells.RemoveAt(cell); break;
                    case 1: cells.Insert(cell, cells[random.Next(cells.Count)]); break;
                    case 2:
                        var swapped = random.Next(cells.Count);
                        (cells[cell], cells[swapped]) = (cells[swapped], cells[cell]);
                        break;
                    default:
                        cells[cell] = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Cells[random.Next(Cells.Length)]));
                        break;
                }

                lines[one] = string.Join(separator, cells);
                break;
        }

        return string.Join('\n', lines);
    }
}
