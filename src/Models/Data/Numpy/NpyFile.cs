using Orchestrator.Models.Data.Files;

namespace Orchestrator.Models.Data.Numpy;

/// <summary>One array in a file of its own, plain or gzipped; an array of Python objects is read without running any Python.</summary>
public static class NpyFile
{
    /// <summary>Reads the array. Elements of an object array are plain values, text, lists, dictionaries and arrays.</summary>
    /// <exception cref="DataFormatException">The file is absent, damaged, or holds more than plain data.</exception>
    public static NpyArray Read(string path)
    {
        try
        {
            using var stream = DataSource.OpenSeekable(path);
            return NpyStream.Read(stream, stream.Length);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or OverflowException)
        {
            throw new DataFormatException(path, null, failure.Message.TrimEnd('.'),
                "Write it with numpy.save from arrays, text, lists and dictionaries alone", failure);
        }
    }
}
