using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Text;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// Variants in the Variant Call Format (VCF 4.x, plain or gzipped): a row a sample, a column an alternative allele
/// (<c>CHROM:POS:REF&gt;ALT</c>), 1 where the sample's genotype holds it. A genotype that was not called counts as not holding it. Labels
/// are joined by the sample's name: <c>key: labels=samples.csv#resistant</c>.
/// </summary>
public sealed class VcfReader : IScoringReader
{
    private const int FixedColumns = 9; // CHROM POS ID REF ALT QUAL FILTER INFO FORMAT

    /// <inheritdoc />
    public string Format => "vcf";

    /// <inheritdoc />
    public string Summary => "Variant calls (VCF 4) with genotypes, kept sparse; key: labels=FILE#COLUMN";

    /// <inheritdoc />
    public bool NamesWhatIsThere => true;

    /// <inheritdoc />
    public IReadOnlyList<string> Files(DataDefinition definition) => DataKey.Parse(definition).Files;

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition) => Read(definition, DataKey.Parse(definition));

    /// <inheritdoc />
    public DataSet ReadToScore(DataDefinition definition, TrainedColumns trained) =>
        Read(definition, DataKey.Parse(definition, trained.Labelled));

    private static DataSet Read(DataDefinition definition, DataKey key)
    {
        using var reader = Utf8Text.OpenLines(definition.Path);
        var uncalled = 0L;
        var (samples, rows) = (Array.Empty<string>(), new SparseRows(0));
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line.StartsWith("##", StringComparison.Ordinal))
            {
                continue;
            }

            if (line.StartsWith("#CHROM", StringComparison.Ordinal))
            {
                samples = [.. line.Split('\t').Skip(FixedColumns).Select(sample => sample.Trim())];
                if (samples.GroupBy(sample => sample).FirstOrDefault(own => own.Count() > 1) is { } twice)
                {
                    throw Wrong(number, $"the sample '{twice.Key}' has {twice.Count()} columns", "Give every sample a name of its own");
                }

                rows = new(samples.Length);
            }
            else if (samples.Length == 0)
            {
                throw Wrong(number, "there is no '#CHROM' header with samples before the first record",
                    "Keep the header and the genotype columns");
            }
            else
            {
                uncalled += AddRecord(line, samples.Length, rows, (problem, cure) => Wrong(number, problem, cure));
            }
        }

        if (rows.IsEmpty)
        {
            throw new DataFormatException(definition.Path, null, "the file holds no variant", "Check that it is the file you mean");
        }

        var labels = LabelFile.Read(definition.Path, key, samples, samples.Length);
        return new(rows.ToInputs(), labels.Targets, samples, remarks: uncalled == 0
            ? labels.Remarks
            : [.. labels.Remarks, $"{uncalled} alleles of {Path.GetFileName(definition.Path)} were not called; they count as not carried"]);

        DataFormatException Wrong(int line, string problem, string cure) => new(definition.Path, $"line {line}", problem, cure);
    }

    // How many alleles were not called.
    private static int AddRecord(string line, int samples, SparseRows rows, Func<string, string, Exception> wrong)
    {
        var cells = line.Split('\t');
        if (cells.Length != FixedColumns + samples)
        {
            throw wrong($"{cells.Length} cells; the header has {FixedColumns + samples}", "Separate cells by tabs, one genotype a sample");
        }

        if (cells[8] != "GT" && !cells[8].StartsWith("GT:", StringComparison.Ordinal))
        {
            throw wrong($"the FORMAT is '{cells[8]}'", "Genotypes (GT) must come first");
        }

        if (cells[4] == ".")
        {
            return 0; // a site without an alternative is the same for all
        }

        var uncalled = 0;
        int[] columns = [.. cells[4].Split(',').Select(allele => rows.Column($"{cells[0]}:{cells[1]}:{cells[3]}>{allele}"))];
        for (var sample = 0; sample < samples; sample++)
        {
            var genotype = cells[FixedColumns + sample].AsSpan();
            var end = genotype.IndexOf(':');
            if (end >= 0)
            {
                genotype = genotype[..end];
            }

            foreach (var range in genotype.SplitAny('/', '|'))
            {
                if (genotype[range] is ".")
                {
                    uncalled++;
                    continue;
                }

                if (!int.TryParse(genotype[range], NumberStyles.None, CultureInfo.InvariantCulture, out var allele)
                    || allele > columns.Length)
                {
                    throw wrong($"the genotype '{genotype}' of sample {sample + 1} names no allele of the record",
                        "Write allele numbers separated by / or |");
                }

                if (allele > 0)
                {
                    rows.Add(sample, columns[allele - 1]);
                }
            }
        }

        return uncalled;
    }
}
