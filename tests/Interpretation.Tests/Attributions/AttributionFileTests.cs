using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Interpretation.Attributions;

namespace Orchestrator.Interpretation.Tests.Attributions;

public sealed class AttributionFileTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Comes_back_as_it_was(bool screened)
    {
        var written = Sample(screened);

        var read = AttributionFile.Read(AttributionFile.Write(written));

        (read with
        {
            Scores = written.Scores,
            Direction = written.Direction,
            FeatureNames = written.FeatureNames,
            Diagnostics = written.Diagnostics,
        }).ShouldBe(written);
        read.FeatureNames.ShouldBe(written.FeatureNames);
        read.Diagnostics.ShouldBe(written.Diagnostics);
        read.Scores.Scored.ShouldBe(written.Scores.Scored);
        for (var output = 0; output < 2; output++)
        {
            read.Scores.Column(output).ShouldBe(written.Scores.Column(output));
            read.Direction!.Column(output).ShouldBe(written.Direction!.Column(output));
        }
    }

    [Fact]
    public void Many_inputs_of_which_few_are_scored_take_little_room()
    {
        int[] scored = [.. Enumerable.Range(0, 1000).Select(i => i * 75)];
        var sparse = Sample(false) with
        {
            InputShape = [75_203],
            FeatureNames = null,
            Scores = new(75_203, 2, [.. Enumerable.Range(0, 2000).Select(i => 1f / (i + 1))], scored),
            Direction = null,
        };

        var bytes = AttributionFile.Write(sparse);

        bytes.Length.ShouldBeLessThan(13_000);
        AttributionFile.Read(bytes).Scores[75, 1].ShouldBe(0.25f);
        float.IsNaN(AttributionFile.Read(bytes).Scores[76, 1]).ShouldBeTrue();
    }

    [Fact]
    public void Damage_is_found()
    {
        var bytes = AttributionFile.Write(Sample(true));

        for (var at = 0; at < bytes.Length; at += 7)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 4;
            Should.Throw<InvalidDataException>(() => AttributionFile.Read(damaged));
        }

        Should.Throw<InvalidDataException>(() => AttributionFile.Read(bytes.AsSpan(0, bytes.Length - 1)));
        Should.Throw<InvalidDataException>(() => AttributionFile.Read([])).Message.ShouldContain("no attribution");
    }

    [Fact]
    public void Scores_have_the_lengths_that_they_say()
    {
        Should.Throw<ArgumentException>(() => new ScoreMatrix(3, 2, new float[5]));
        Should.Throw<ArgumentException>(() => new ScoreMatrix(3, 1, new float[2], [1, 1])).Message.ShouldContain("out of order");
        Should.Throw<ArgumentException>(() => new ScoreMatrix(3, 1, new float[1], [3]));
    }

    [Fact]
    public void Several_are_read_as_they_were_written_and_a_torn_file_is_refused()
    {
        var several = AttributionFile.WriteAll([Sample(true), Sample(false)]);
        AttributionFile.ReadAll(several).Select(Hex).ShouldBe([Hex(Sample(true)), Hex(Sample(false))]);
        AttributionFile.ReadAll(AttributionFile.Write(Sample(true))).ShouldHaveSingleItem();
        foreach (var length in new[] { 10, several.Length / 2, several.Length - 1 })
        {
            Should.Throw<InvalidDataException>(() => AttributionFile.ReadAll(several.AsSpan(0, length)));
        }

        static string Hex(Attribution attribution) => Convert.ToHexString(AttributionFile.Write(attribution));
    }

    [Fact]
    public void Inputs_have_names()
    {
        Sample(false).NameOf(1).ShouldBe("gene 2");
        (Sample(false) with { FeatureNames = null }).NameOf(1).ShouldBe("input 2");
        (Sample(false) with { InputShape = [2, 2], FeatureNames = ["H3K4me3", "H3K27me3"] }).NameOf(3).ShouldBe("bin 2, H3K27me3");
        (Sample(false) with { InputShape = [1, 4], OfDna = true }).NameOf(2).ShouldBe("position 1, G");
        (Sample(false) with { InputShape = [4], OfDna = true }).NameOf(2).ShouldBe("position 3");
    }

    private static Attribution Sample(bool screened)
    {
        int[]? scored = screened ? [1, 3] : null;
        float[] values = screened ? [1, -2, float.Epsilon, 0] : [1, 2, 3, 4, -5, 6, 7, 8];
        return new("occlusion", Configuration.Empty.With("rows", ParameterValue.Of(3)), ulong.MaxValue, new(4, 1), [4],
            ["gene 1", "gene 2", "gene 3", "gène 4"], ["RIF", "INH"], new(4, 2, values, scored), new(4, 2, [.. values.Reverse()], scored))
        {
            RowSet = "validation",
            Rows = 12,
            Screening = screened ? new("request", 2, 4) : null,
            Diagnostics = new Dictionary<string, double> { ["completeness_error"] = 1e-4, ["steps"] = double.NaN },
            Remarks = ["Something to know."],
        };
    }
}
