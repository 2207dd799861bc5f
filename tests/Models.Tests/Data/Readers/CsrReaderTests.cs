using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Readers;
using Orchestrator.Models.Tests.Data.Numpy;

namespace Orchestrator.Models.Tests.Data.Readers;

public class CsrReaderTests
{
    private static TemporaryFile Matrix(int[] indices, string format = "csr") => new(NpyBytes.Archive(
        ("indices", NpyBytes.Of("<i4", $"({indices.Length},)", indices)),
        ("indptr", NpyBytes.Of("<i8", "(3,)", [0L, 1, indices.Length])),
        ("format", NpyBytes.Of("|S3", "()", System.Text.Encoding.ASCII.GetBytes(format))),
        ("shape", NpyBytes.Of("<i8", "(2,)", [2L, 4])),
        ("data", NpyBytes.Of("<f8", $"({indices.Length},)", indices.Select(_ => 1.0).ToArray()))));

    [Fact]
    public void A_matrix_of_ones_is_held_without_its_values()
    {
        using var file = Matrix([2, 0, 3]);
        var matrix = CsrReader.ReadMatrix(file.Path);
        (matrix.Rows, matrix.Width, matrix.Entries).ShouldBe((2, 4, 3));
        matrix.ValuesOf(1).IsEmpty.ShouldBeTrue();
        matrix.ToDense().Values.ShouldBe([0f, 0, 1, 0, 1, 0, 0, 1]);
    }

    [Theory]
    [InlineData("csc", new[] { 2, 0, 3 }, ".tocsr()")]
    [InlineData("csr", new[] { 2, 3, 0 }, ".sort_indices()")]
    [InlineData("csr", new[] { 2, 0, 4 }, "width of 4")]
    public void Other_layouts_and_damage_are_refused(string format, int[] indices, string expected)
    {
        using var file = Matrix(indices, format);
        Should.Throw<DataFormatException>(() => CsrReader.ReadMatrix(file.Path)).Message.ShouldContain(expected);
    }

    [SkippableFact]
    public void Real_tumours_have_genes_and_types()
    {
        var data =
            DataSetFormats.Read(new(RealData.Path("tcga_mc3/gene_binary_csr.npz"), "csr", "labels=samples.csv#type; features=genes.txt"));
        var inputs = data.Inputs.ShouldBeOfType<SparseInputs>();
        (inputs.Rows, inputs.Width).ShouldBe((5920, 14459));
        inputs.FeatureNames!.ShouldContain("TP53");
        data.RowNames[0].ShouldBe("TCGA-OR-A5J1-01A-11D-A29I-10");
        ((ClassTargets)data.Targets).Names.Count.ShouldBe(25);

        // The same data in another form: the 500 most frequent genes as a table.
        var table = (FloatInputs)DataSetFormats.Read(new(RealData.Path("tcga_mc3/top500_genes_binary.csv.gz"), "csv", "type")).Inputs;
        var gene = inputs.FeatureNames!.ToList().IndexOf("TP53");
        var column = table.FeatureNames!.ToList().IndexOf("TP53");
        for (var row = 0; row < inputs.Rows; row++)
        {
            inputs.ColumnsOf(row).Contains(gene).ShouldBe(table.Row(row)[column] == 1);
        }
    }

    [SkippableFact]
    public void Real_variants_have_several_labels_of_which_some_are_missing()
    {
        var data =
            DataSetFormats.Read(
                new(RealData.Path("mtb_wdnn/snp_binary_csr.npz"), "csr", "labels=labels_R1_S0_NA.csv; features=snp_binary_columns.txt"));
        ((SparseInputs)data.Inputs).Width.ShouldBe(6318);
        var targets = (ValueTargets)data.Targets;
        targets.Names.Count.ShouldBe(11);
        (targets.AreLabels, targets.HasMissing).ShouldBe((true, true));
        data.RowNames[0].ShouldBe("ISO00000");
    }

    [SkippableTheory]
    [InlineData("labels=samples.csv#tipe", "Did you mean 'type'?")]
    [InlineData("labels=genes.txt", "it has 14458 rows")]
    [InlineData("features=genes.txt", "where the labels are")]
    [InlineData("labels=samples.csv#type; features=samples.csv", "names 5921 columns")]
    [InlineData("type", "not understood")]
    [InlineData(null, "where the labels are")]
    [InlineData("labels=nowhere.csv", "no such file")]
    public void Mistakes_in_the_key_are_explained(string? key, string expected)
    {
        var path = RealData.Path("tcga_mc3/gene_binary_csr.npz");
        Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(path, "csr", key))).Message.ShouldContain(expected);
    }
}
