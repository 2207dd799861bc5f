using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Files;
using Orchestrator.Models.Data.Text;

namespace Orchestrator.Interpretation.Motifs;

/// <summary>Files of motifs, in the format that they begin with: MEME (<c>MEME version 4</c>) or JASPAR (<c>&gt;MA0001.1
/// AGL3</c>).</summary>
public static class MotifFile
{
    /// <summary>The motifs of a file, in its order; at least one.</summary>
    /// <exception cref="DataFormatException">The file is absent, damaged or in another format; the message names the line.</exception>
    public static IReadOnlyList<Motif> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new DataFormatException(path, null, "there is no such file", "Name a file of motifs in MEME or JASPAR format");
        }

        return ReaderBoundary.Run(path, () =>
        {
            using var reader = Utf8Text.OpenLines(path);
            var lines = new MotifLines(path, reader);
            var motifs = lines.Peek() switch
            {
                null => throw new DataFormatException(path, null, "the file is empty", "Name a file of motifs in MEME or JASPAR format"),
                var first when first.StartsWith("MEME version", StringComparison.Ordinal) => MemeFormat.Read(lines),
                var first when first.StartsWith('>') => JasparFormat.Read(lines),
                var first => throw lines.Wrong($"'{Shortened(first)}' begins neither a MEME nor a JASPAR file",
                    "A MEME file begins with 'MEME version 4', a JASPAR file with '>' and the motif's name"),
            };
            return motifs.Count > 0 ? motifs : throw new DataFormatException(path, null, "there is no motif in it", "Name another file");
        });
    }

    internal static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
