using System.Collections;
using System.Globalization;
using System.Text;
using Orchestrator.Models.Data.Memory;

namespace Orchestrator.Models.Data.Caching;

/// <summary>Many names, each decoded when it is asked for. Names that are but the numbers 0, 1, 2 ... take no room at all.</summary>
internal sealed class FlatNames : IReadOnlyList<string>
{
    private readonly Block<long>? ends;
    private readonly Block<byte>? text;

    private FlatNames(int count, Block<long>? ends, Block<byte>? text) => (Count, this.ends, this.text) = (count, ends, text);

    public int Count { get; }

    public string this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            if (ends is null)
            {
                return index.ToString(CultureInfo.InvariantCulture);
            }

            var start = index == 0 ? 0 : ends[index - 1];
            return Encoding.UTF8.GetString(text!.Slice(start, (int)(ends[index] - start)));
        }
    }

    /// <summary>The numbers below <paramref name="count"/>.</summary>
    public static FlatNames Numbers(int count) => new(count, null, null);

    /// <summary>Names that <see cref="Write"/> wrote; null when it wrote none.</summary>
    /// <param name="file">The file.</param>
    /// <param name="section">What the names are of.</param>
    /// <param name="count">How many.</param>
    public static FlatNames? Read(FlatFile file, string section, int count) =>
        file.Has($"{section} ends") ? new(count, file.Section<long>($"{section} ends"), file.Section<byte>($"{section} text"))
        : file.Has($"{section} numbers") ? Numbers(count)
        : null;

    public static void Write(FlatFileWriter writer, string section, IReadOnlyList<string>? names)
    {
        if (names is null)
        {
            return;
        }

        if (AreNumbers(names))
        {
            writer.Begin($"{section} numbers");
            return;
        }

        var (ends, end) = (new long[names.Count], 0L);
        for (var i = 0; i < ends.Length; i++)
        {
            ends[i] = end += Encoding.UTF8.GetByteCount(names[i] ?? "");
        }

        writer.Add<long>($"{section} ends", ends);
        writer.Begin($"{section} text");
        foreach (var name in names)
        {
            writer.Append<byte>(Encoding.UTF8.GetBytes(name ?? ""));
        }
    }

    public IEnumerator<string> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool AreNumbers(IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (!int.TryParse(names[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number != i
                || (names[i].Length > 1 && names[i][0] == '0'))
            {
                return false;
            }
        }

        return true;
    }
}
