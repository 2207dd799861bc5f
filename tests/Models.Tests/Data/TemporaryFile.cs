using System.IO.Compression;
using System.Text;

namespace Orchestrator.Models.Tests.Data;

/// <summary>A file that lasts as long as a test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] content, string extension = ".data")
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Guid.NewGuid().ToString("N") + extension);
        File.WriteAllBytes(Path, content);
    }

    public TemporaryFile(string content, string extension = ".txt")
        : this(Encoding.UTF8.GetBytes(content), extension)
    {
    }

    public string Path { get; }

    public static TemporaryFile Gzipped(byte[] content)
    {
        var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionMode.Compress))
        {
            gzip.Write(content);
        }

        return new(memory.ToArray(), ".gz");
    }

    public void Dispose() => File.Delete(Path);
}
