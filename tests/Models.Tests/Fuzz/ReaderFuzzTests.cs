using Orchestrator.Models.Data;
using Orchestrator.Models.Tests.Data.Numpy;
using Orchestrator.Shared.Fuzz;

namespace Orchestrator.Models.Tests.Fuzz;

/// <summary>Whatever a file holds, its reader makes a data set of finite numbers or refuses it by name.</summary>
public class ReaderFuzzTests
{
    private const int Damages = 100;

    // The library of HDF5 takes a buffer for as many bytes as a damaged length claims, up to 2 GB a reading, before it finds that the file
    // has ended. Most are address space alone; one that lies where another has lain is cleared first.
    private const long LibraryReserves = 5L << 30, LibraryTouches = 5L << 29;

    public static TheoryData<string> Names => [.. FuzzedData.All.Select(data => data.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_file_is_read_or_refused(string name)
    {
        var data = FuzzedData.All.First(own => own.Name == name);
        var folder = Directory.CreateTempSubdirectory("fuzz-").FullName;
        try
        {
            var definition = data.Define(folder);
            Write(data, folder, -1);
            DataSetFormats.Read(definition).Rows.ShouldBeGreaterThan(0);
            var hdf5 = name.StartsWith("hdf5", StringComparison.Ordinal);
            FuzzBudget.Try(Damages, 0.9 / FuzzedData.All.Count, number =>
            {
                Write(data, folder, number);
                return Outcome(() => DataSetFormats.Read(definition), folder)
                    ?? Outcome(() => DataSetFormats.ReadToScore(definition, new(2, null, Labelled: false)), folder);
            }, hdf5 ? LibraryReserves : FuzzBudget.MostTouched, hdf5 ? LibraryTouches : FuzzBudget.MostTouched);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What longer runs have found: an exception of the inflater's own.</summary>
    [Theory]
    [InlineData("matlab-deflated", 6437)]
    public void A_damage_that_was_not_refused_is_refused(string name, int number)
    {
        var data = FuzzedData.All.First(own => own.Name == name);
        var folder = Directory.CreateTempSubdirectory("fuzz-").FullName;
        try
        {
            var definition = data.Define(folder);
            Write(data, folder, number);
            Outcome(() => DataSetFormats.Read(definition), folder).ShouldBeNull();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Of several files one is damaged; of an archive, half of the time one of its arrays. Below 0 none is.
    private static void Write(FuzzedData data, string folder, int number)
    {
        var damaged = number < 0 ? -1 : number % data.Files.Length;
        for (var file = 0; file < data.Files.Length; file++)
        {
            var content = data.Files[file].Content;
            File.WriteAllBytes(Path.Combine(folder, data.Files[file].Name), file != damaged ? content
                : file == 0 && data.Packed is { } arrays && number % 2 == 0 ? Archived(arrays, number) : Mutation.Of(content, number));
        }
    }

    private static byte[] Archived((string Key, byte[] Array)[] arrays, int number) => NpyBytes.Archive(
        [.. arrays.Index().Select(own => own.Index == number / 2 % arrays.Length
            ? (own.Item.Key, Mutation.Of(own.Item.Array, number)) : own.Item)]);

    private static string? Outcome(Func<DataSet> read, string folder)
    {
        try
        {
            var data = read();
            var values = new float[Math.Min(data.Inputs.RowLength, 1 << 20)];
            if (values.Length == data.Inputs.RowLength)
            {
                for (var row = 0; row < data.Rows; row++)
                {
                    data.Inputs.CopyRows([row], values);
                    if (values.Any(value => !float.IsFinite(value)))
                    {
                        return $"row {row} is not finite";
                    }
                }
            }

            return null;
        }
        catch (DataFormatException failure)
        {
            return failure.Path.StartsWith(folder, StringComparison.Ordinal) && failure.Message.Length < 10_000
                ? null : $"the message does not name the file, or is endless: {failure.Message[..Math.Min(300, failure.Message.Length)]}";
        }
        catch (Exception failure)
        {
            return failure.ToString();
        }
    }
}
