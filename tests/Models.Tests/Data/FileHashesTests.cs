using Orchestrator.Models.Data;
using Orchestrator.Storage;

namespace Orchestrator.Models.Tests.Data;

public sealed class FileHashesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hashes-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_copy_that_keeps_length_and_time_is_noticed()
    {
        var (file, hashes) = (Path.Combine(folder, "data.csv"), new FileHashes(Path.Combine(folder, "notes")));
        File.WriteAllText(file, "a,b\n1,2\n");
        var first = hashes.Of(file);
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "a,b\n2,1\n");
        File.SetLastWriteTimeUtc(file, time);
        hashes.Of(file).ShouldNotBe(first);
        hashes.Of(file).ShouldBe(CheckedFile.HashOf(file));
    }

    [Fact]
    public void What_is_remembered_is_not_believed_where_it_is_to_be_read_anew()
    {
        var (file, notes) = (Path.Combine(folder, "data.csv"), Path.Combine(folder, "notes"));
        File.WriteAllText(file, "a,b\n1,2\n");
        var hash = new FileHashes(notes).Of(file);
        var note = Directory.GetFiles(notes).Single();
        File.WriteAllText(note, File.ReadAllText(note).Replace(hash, new string('a', 64), StringComparison.Ordinal));
        new FileHashes(notes).Of(file).ShouldBe(new string('a', 64), "the stamp is the same");
        new FileHashes(notes).Of(file, anew: true).ShouldBe(hash);
        new FileHashes(notes).Of(file).ShouldBe(hash, "and it is remembered");
    }
}
