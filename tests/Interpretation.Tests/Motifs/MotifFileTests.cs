using Orchestrator.Interpretation.Motifs;
using Orchestrator.Models.Data;

namespace Orchestrator.Interpretation.Tests.Motifs;

public sealed class MotifFileTests : IDisposable
{
    private const string Jaspar = """
        >MA0004.1	Arnt
        A  [     4     19      0      0      0      0 ]
        C  [    16      0     20      0      0      0 ]
        G  [     0      1      0     20      0     20 ]
        T  [     0      0      0      0     20      0 ]

        >raw
        1 2
        3 4
        0 0
        0 1e1
        """;

    private const string Meme = """
        MEME version 5.5.2

        ALPHABET= ACGT

        strands: + -

        Background letter frequencies (from somewhere):
        A 0.30300 C 0.18300 G 0.20900 T 0.30600

        MOTIF crp alternative
        letter-probability matrix: alength= 4 w= 2 nsites= 17 E= 4.1e-009
         0.000000  0.176471  0.000000  0.823529
         0.000000  0.058824  0.647059  0.294118
        URL http://example.org

        MOTIF lexA
        letter-probability matrix:
         .25 .25 .25 .25
         1 0 0 0
         0 1 0 0
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("motifs-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Jaspar_is_read()
    {
        var motifs = MotifFile.Read(File("m.jaspar", Jaspar));

        motifs.Select(motif => motif.Name).ShouldBe(["MA0004.1", "raw"]);
        motifs[0].AlternateName.ShouldBe("Arnt");
        motifs[0].Consensus.ShouldBe("CACGTG");
        motifs[0].Sites.ShouldBe(20);
        motifs[0][1].ToArray().ShouldBe([0.95, 0, 0.05, 0]);
        motifs[1][1].ToArray().ShouldBe([2 / 16.0, 4 / 16.0, 0, 10 / 16.0]);
    }

    [Fact]
    public void Meme_is_read()
    {
        var motifs = MotifFile.Read(File("m.meme", Meme));

        motifs.Select(motif => (motif.Name, motif.AlternateName, motif.Width, motif.Sites))
            .ShouldBe([("crp", "alternative", 2, 17), ("lexA", null, 3, 0)]);
        motifs[0][0][3].ShouldBe(0.823529, 1e-6);
        motifs[1].Consensus.ShouldBe("NAC");
    }

    [Fact]
    public void What_is_written_as_meme_is_read_again()
    {
        var motifs = MotifFile.Read(File("m.jaspar", Jaspar));

        var again = MotifFile.Read(File("m.meme", MemeFormat.Write(motifs, [0.3, 0.2, 0.2, 0.3])));

        again.Count.ShouldBe(2);
        foreach (var (before, after) in motifs.Zip(again))
        {
            (after.Name, after.Width, after.Sites).ShouldBe((before.Name, before.Width, before.Sites));
            for (var position = 0; position < before.Width; position++)
            {
                after[position].ToArray().ShouldBe(before[position].ToArray(), 2e-6);
            }
        }
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("hello", "line 1: 'hello' begins neither a MEME nor a JASPAR file")]
    [InlineData("MEME version 3\n", "line 1: the version is not 4 or later")]
    [InlineData("MEME version 4\n", "there is no motif in it")]
    [InlineData("MEME version 4\nALPHABET= ACDEFGHIKLMNPQRSTVWY\n", "line 2: the alphabet is ACDEFGHIKLMNPQRSTVWY")]
    [InlineData("MEME version 4\n\nMOTIF\n", "line 3: the motif has no name")]
    [InlineData("MEME version 4\nletter-probability matrix: w= 1\n1 0 0 0\n", "line 2: the matrix belongs to no motif")]
    [InlineData("MEME version 4\nMOTIF a\nletter-probability matrix: w= 2\n1 0 0 0\n", "the file ends where position 2 of the motif a")]
    [InlineData("MEME version 4\nMOTIF a\nletter-probability matrix: w= 1\n1 0 0\n", "line 4: position 1 of the motif a has 3 numbers")]
    [InlineData("MEME version 4\nMOTIF a\nletter-probability matrix: w= 1\n1 0 0 1\n",
        "line 4: the probabilities of position 1 of the motif a add up to 2")]
    [InlineData("MEME version 4\nMOTIF a\nletter-probability matrix: w= 1\n1 0 x 0\n", "line 4: 'x' is not a number")]
    [InlineData("MEME version 4\nMOTIF a\nletter-probability matrix: alength= 20 w= 1\n", "line 3: the matrix has 20 letters")]
    [InlineData(">a\nA [1 2]\nC [1 2]\nG [1]\nT [1 2]\n", "line 4: G of the motif a has 1 counts, A has 2")]
    [InlineData(">a\nA [1]\nG [1]\n", "line 3: the counts of G stand where those of C")]
    [InlineData(">a\nA [1]\nC [1]\n", "the file ends where the counts of G of the motif a should be")]
    [InlineData(">a\nA [0]\nC [0]\nG [0]\nT [0]\n", "line 5: position 1 of the motif a has no counts")]
    [InlineData(">a\nA [-1]\n", "line 2: '-1' is not a number of at least 0")]
    [InlineData(">\n", "line 1: the motif has no name")]
    public void Mistakes_are_told_with_their_line(string text, string message)
    {
        var path = File("wrong", text);

        var refused = Should.Throw<DataFormatException>(() => MotifFile.Read(path));

        refused.Message.ShouldContain(message);
        refused.Message.ShouldStartWith(path);
        refused.Cure.Length.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        Should.Throw<DataFormatException>(() => MotifFile.Read(Path.Combine(folder, "absent"))).Message
            .ShouldContain("there is no such file");

    private string File(string name, string text)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
