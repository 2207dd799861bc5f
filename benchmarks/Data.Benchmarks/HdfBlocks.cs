using Orchestrator.Models.Data.Hdf5;

namespace Orchestrator.Data.Benchmarks;

/// <summary>Reads DeepSEA's two arrays in blocks of rows, as the reader of that format does.</summary>
internal static class HdfBlocks
{
    private const int BlockRows = 4096;

    public static object Read(string path)
    {
        using var file = new Hdf5File(path);
        var (length, rows, labels) = ((int)file.Shape("trainxdata")[0], (int)file.Shape("trainxdata")[2], (int)file.Shape("traindata")[0]);
        var sum = 0L;
        for (var start = 0; start < rows; start += BlockRows)
        {
            var count = Math.Min(BlockRows, rows - start);
            var (x, y) = (new byte[4 * length * count], new byte[labels * count]);
            file.Read("trainxdata", [0, 0, start], [length, 4, count], x);
            file.Read("traindata", [0, start], [labels, count], y);
            sum += x[0] + y[0];
        }
        return sum;
    }
}
