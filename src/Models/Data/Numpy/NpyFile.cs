using Orchestrator.Models.Data.Files;
using Orchestrator.Models.Data.Numpy.Pickle;

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
            var header = NpyHeader.Read(stream);
            if (header.Type.Kind == 'O')
            {
                return Unpickle(stream);
            }

            stream.Position = 0;
            return NpyStream.Read(stream, stream.Length);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or OverflowException)
        {
            throw new DataFormatException(path, null, failure.Message.TrimEnd('.'),
                "Write it with numpy.save from arrays, text, lists and dictionaries alone", failure);
        }
    }

    private static NpyArray Unpickle(Stream stream)
    {
        var pickle = new byte[checked((int)(stream.Length - stream.Position))];
        stream.ReadExactly(pickle);
        return PickleMachine.Read(pickle) as NpyArray ?? throw new InvalidDataException("the pickle does not hold an array");
    }
}
