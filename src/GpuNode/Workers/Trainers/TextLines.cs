using System.Runtime.CompilerServices;
using System.Text;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>Lines of a stream that nobody can trust to end them.</summary>
internal static class TextLines
{
    private const int BufferSize = 1 << 16;

    /// <summary>The lines, as they come. Of one that is too long the beginning comes, and <paramref name="most"/> bytes on the
    /// next.</summary>
    /// <param name="stream">UTF-8; other bytes are replaced.</param>
    /// <param name="most">Most bytes of a line.</param>
    /// <param name="returns">Whether a carriage return ends a line too, as progress bars have it.</param>
    /// <param name="givenUp">Completes when nothing more shall be waited for.</param>
    public static async IAsyncEnumerable<(string Text, bool IsWhole)> ReadAsync(Stream stream, int most, bool returns, Task givenUp,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (buffer, line) = (new byte[BufferSize], new MemoryStream());
        while (true)
        {
            var reading = stream.ReadAsync(buffer, cancellationToken).AsTask();
            if (await Task.WhenAny(reading, givenUp).ConfigureAwait(false) != reading || await reading.ConfigureAwait(false) is 0)
            {
                break;
            }

            var (length, start) = (reading.Result, 0);
            for (var i = 0; i < length; i++)
            {
                if (buffer[i] == '\n' || (returns && buffer[i] == '\r'))
                {
                    line.Write(buffer, start, i - start);
                    start = i + 1;
                    if (line.Length > 0 || buffer[i] == '\n')
                    {
                        yield return (Taken(line), true);
                    }
                }
                else if (line.Length + i - start >= most)
                {
                    line.Write(buffer, start, i - start);
                    start = i;
                    yield return (Taken(line), false);
                }
            }

            line.Write(buffer, start, length - start);
        }

        if (line.Length > 0)
        {
            yield return (Taken(line), true);
        }
    }

    private static string Taken(MemoryStream line)
    {
        var text = Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length).TrimEnd('\r');
        line.SetLength(0);
        return text;
    }
}
