using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tests.Data;

public class DataFingerprintTests
{
    [Fact]
    public void Content_format_and_key_determine_it_and_the_path_does_not()
    {
        using var file = new TemporaryFile(">a label=x\nACGT\n");
        using var copy = new TemporaryFile(">a label=x\nACGT\n");
        using var other = new TemporaryFile(">a label=x\nACGA\n");
        var fingerprint = DataFingerprint.Of(new(file.Path, "fasta"));
        fingerprint.Length.ShouldBe(64);
        DataFingerprint.Of(new(copy.Path, "fasta")).ShouldBe(fingerprint);
        new[]
        {
            fingerprint,
            DataFingerprint.Of(new(other.Path, "fasta")),
            DataFingerprint.Of(new(file.Path, "npz")),
            DataFingerprint.Of(new(file.Path, "fasta", "label")),
            DataFingerprint.Of(new(file.Path, "fasta", "")),
        }.Distinct().Count().ShouldBe(5);
    }
}
