using System.Text;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tests.Data.Readers;

/// <summary>What all readers of text hold to: nothing is guessed that could be silently wrong.</summary>
public class TextPolicyTests
{
    private const string Variants = "sample,variant\ns0,v1\ns1,v2\n";

    private static DataSet Read(string text, string format, string? key = null, string? groups = null)
    {
        using var file = new TemporaryFile(text);
        return DataSetFormats.Read(new(file.Path, format, key, groups is null ? null : new(groups)));
    }

    private static DataSet ReadJoined(string text, string format, string labels, string column = "#label")
    {
        using var file = new TemporaryFile(text);
        using var table = new TemporaryFile(labels);
        return DataSetFormats.Read(new(file.Path, format, $"labels={table.Path}{column}"));
    }

    private static void ShouldRefuse(Func<DataSet> read, string place, string problem)
    {
        var failure = Should.Throw<DataFormatException>(read);
        failure.Place.ShouldBe(place);
        failure.Message.ShouldContain(problem);
    }

    [Theory]
    [InlineData("id,a,label,label\ns,1,0,0\n", "the columns 3 and 4 are both called 'label'")]
    [InlineData("id,a,a,label\ns,1,2,0\n", "the columns 2 and 3 are both called 'a'")]
    [InlineData("id,a,,\ns,1,2,0\n", "the columns 3 and 4 have no name")]
    [InlineData("7.4,0.7,5\n7.8,0.9,5\n", "every cell is a number")]
    [InlineData("5.1,3.5,1.4,0.2,setosa\n4.9,3,1.4,0.2,setosa\n", "4 of 5 cells is a number")]
    [InlineData("+,tactagcaatacgcttgcgttcg\n-,ttttttttttttttttttttttt\n", "is DNA")]
    public void A_header_is_names_each_once(string text, string problem)
    {
        ShouldRefuse(() => Read(text, "csv"), "line 1", problem);
        ShouldRefuse(() => ReadJoined(Variants, "variants", text, ""), "line 1", problem);
    }

    [Theory]
    [InlineData("0,1,2,label\n7,8,9,a\n1,2,3,b\n")]
    [InlineData("id,0,1,2,label\nr,7,8,9,a\ns,1,2,3,b\n")]
    [InlineData("0,1,2,3\n7,8,9,0\n1,2,3,1\n")]
    [InlineData("400.5,401,402.5,403,404,label\n7,8,9,1,1,a\n1,2,3,1,1,b\n")]
    public void Numbers_that_count_or_ascend_are_names(string text) => Read(text, "csv").Rows.ShouldBe(2);

    [Theory]
    [InlineData("age,x,label\nNA,1,a\n40,2,b\n", "line 2, column age", "'NA' is not a finite number")]
    [InlineData("age,x,label\nold,1,a\n40,2,b\n", "line 2, column age", "call it 'id'")]
    [InlineData("age,x,label\n,1,a\n,2,b\n", "line 2, column age", "'' is not a finite number")]
    [InlineData("age,x,label\n40,1,a\nNA,2,b\n", "line 3, column age", "'NA' is not a finite number")]
    public void A_first_column_with_numbers_does_not_name_rows(string text, string place, string problem) =>
        ShouldRefuse(() => Read(text, "csv"), place, problem);

    [Fact]
    public void A_first_column_of_words_or_called_an_id_names_rows()
    {
        Read("strain,x,label\nAB1,1,a\nAB2,2,b\n", "csv").RowNames.ShouldBe(["AB1", "AB2"]);
        var data = Read("sample_id,x,label\n17,1,a\n18,2,b\n", "csv");
        data.RowNames.ShouldBe(["17", "18"]);
        data.Inputs.RowShape.ShouldBe([1]);
    }

    [Theory]
    [InlineData("0,10", "Decimals take a point: 0.10")]
    [InlineData("high", "'y:classes'")]
    [InlineData("NULL", "the label is missing ('NULL')")]
    public void Among_numbers_a_label_that_is_none_is_refused(string cell, string problem)
    {
        var text = "x,y\n" + string.Concat(Enumerable.Range(0, 19).Select(row => $"{row},{row}.5\n")) + $"1,\"{cell}\"\n";
        ShouldRefuse(() => Read(text, "csv"), "line 21, column y", problem);
        var classes = (ClassTargets)Read(text, "csv", "y:classes").Targets;
        classes.Names.ShouldContain(cell);
    }

    [Fact]
    public void Decimal_commas_in_all_cells_are_no_classes() =>
        ShouldRefuse(() => Read("x;y\n1;0,00\n2;0,10\n3;0,20\n", "csv"), "line 2, column y", "Decimals take a point: 0.00");

    [Theory]
    [InlineData("id , a, label \n s0 , 1 , R\ns1, 2,S \ns2,3, R \n")]
    [InlineData("id\ta\tlabel\ns0\t 1\tR\ns1\t2 \tS\ns2\t3\t R\n")]
    public void Blanks_around_cells_do_not_count(string text)
    {
        var data = Read(text, "csv");
        data.RowNames.ShouldBe(["s0", "s1", "s2"]);
        ((ClassTargets)data.Targets).Names.ShouldBe(["R", "S"]);
        ((ClassTargets)ReadJoined("sample,variant\ns0 ,v1\n s1, v2\n", "variants", text).Targets).Names.ShouldBe(["R", "S"]);
    }

    [Fact]
    public void Classes_do_not_differ_in_blanks_alone() =>
        Should.Throw<DataFormatException>(() => Read("x,label\n1,\" R\"\n2,R\n", "csv")).Message.ShouldContain("differ in blanks alone");

    [Theory]
    [InlineData(">a label=not resistant\nACGT\n", "the word 'resistant' behind 'label=not'")]
    [InlineData(">a label=x label=y\nACGT\n", "has the field 'label=' twice")]
    [InlineData(">a label=NA\nACGT\n", "the label is missing ('NA')")]
    public void The_label_of_a_sequence_is_one_word(string text, string problem) =>
        ShouldRefuse(() => Read(text, "fasta"), "line 1", problem);

    [Fact]
    public void Words_before_the_fields_of_a_sequence_and_other_fields_are_free()
    {
        var text = ">a Homo sapiens label=x clade=2\nACGT\n>b label=y clade=3 note=z and more\nACGT\n";
        ((ClassTargets)Read(text, "fasta").Targets).Names.ShouldBe(["x", "y"]);
    }

    [Theory]
    [InlineData("csv", "id,label\nf\u00fcr,1\n")]
    [InlineData("fasta", ">a label=g\u00e8n\nACGT\n")]
    [InlineData("vcf", "##f\u00fcr\n")]
    [InlineData("variants", "sample,variant\ns0,\u00fc\n")]
    [InlineData("burden", "f\u00fcr,1\n")]
    public void Text_that_is_not_UTF8_is_refused_by_every_reader(string format, string text)
    {
        using var file = new TemporaryFile(Encoding.Latin1.GetBytes(text));
        using var labels = new TemporaryFile("sample,label\ns0,1\n");
        var key = format is "csv" or "fasta" ? null : $"labels={labels.Path}#label";
        Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(file.Path, format, key))).Message.ShouldContain("is not UTF-8");
    }

    [Fact]
    public void Labels_and_features_that_are_not_UTF8_are_refused()
    {
        using var data = new TemporaryFile("s0,1\n");
        using var good = new TemporaryFile("sample,label\ns0,1\n");
        using var bad = new TemporaryFile(Encoding.Latin1.GetBytes("sample,label\ns0,f\u00fcr\n"));
        using var features = new TemporaryFile(Encoding.Latin1.GetBytes("g\u00e8n\n"));
        foreach (var key in new[] { $"labels={bad.Path}#label", $"labels={good.Path}#label; features={features.Path}" })
        {
            Should.Throw<DataFormatException>(() => DataSetFormats.Read(new(data.Path, "burden", key)))
                .Message.ShouldContain("is not UTF-8");
        }
    }

    [Theory]
    [InlineData("id,p,x,label\na,,1,k\nb,NA,2,l\nc,q,3,k\nd,,4,l\n")]
    public void Rows_without_a_group_are_no_group(string text)
    {
        ShouldRefuse(() => Read(text, "csv", null, "p"), "line 2, column p", "2 rows have no p, 1 say NA (of 4 rows)");
        var groups = Read(text, "csv", null, "p:alone").Groups!;
        groups.Distinct().Count().ShouldBe(4);
        groups[2].ShouldBe("q");
    }

    [Fact]
    public void Rows_without_a_group_in_a_table_or_a_header_are_no_group()
    {
        using var data = new TemporaryFile("id,x,label\na,1,k\nb,2,l\n");
        using var table = new TemporaryFile("id,p\nb,?\na,q\n");
        ShouldRefuse(() => DataSetFormats.Read(new(data.Path, "csv", null, new("p", table.Path))), "line 2, column p", "1 say ?");
        ShouldRefuse(() => Read(">a label=x p=NA\nACGT\n", "fasta", null, "p"), "line 1", "1 say NA");
    }

    [Theory]
    [InlineData("sample,label\ns0,A\ns1,B\ns0,A\n", "line 4", "'s0' stands on line 2 already")]
    [InlineData("label\nA\nB\n", "line 1", "there is no column that names the rows")]
    [InlineData("s0,label\ns1,B\n", null, "the sample 's0' is not in the label table")]
    public void A_table_of_labels_names_each_row_once(string labels, string? place, string problem)
    {
        var failure = Should.Throw<DataFormatException>(() => ReadJoined(Variants, "variants", labels));
        failure.Message.ShouldContain(problem);
        if (place is not null)
        {
            failure.Place.ShouldBe(place);
        }
    }

    [Fact]
    public void The_first_column_that_is_no_label_names_the_rows()
    {
        ((ClassTargets)ReadJoined(Variants, "variants", "sample_id,label\ns1,B\ns0,A\n").Targets).Classes.ShouldBe([1, 0]);
        var data = ReadJoined(Variants, "variants", "label,strain,year\nB,s1,3\nA,s0,4\n");
        data.RowNames.ShouldBe(["s1", "s0"]);
    }

    [Fact]
    public void Lines_of_labels_that_belong_to_no_row_are_told() =>
        ReadJoined("s0,1\ns1,2\n", "burden", "id,label\ns0,A\ns1,B\ns2,B\ns3,B\n").Remarks.ShouldHaveSingleItem()
            .ShouldContain("2 lines of");

    [Fact]
    public void A_list_of_variants_has_a_header() =>
        ShouldRefuse(() => ReadJoined("s0,v1\ns0,v2\ns1,v2\n", "variants", "id,label\ns0,A\ns1,B\n"), "line 1", "looks like data");

    [Fact]
    public void Labels_of_numbered_rows_are_joined_by_the_number_where_it_is_there()
    {
        using var data = new TemporaryFile("x,label\n5,k\n6,l\n7,k\n");
        using var table = new TemporaryFile("id,p\n2,c\n0,a\n1,b\n");
        DataSetFormats.Read(new(data.Path, "csv", null, new("p", table.Path))).Groups.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Names_of_columns_stand_once_in_their_list()
    {
        using var data = new TemporaryFile("s0,1,2\n");
        using var labels = new TemporaryFile("id,label\ns0,1\n");
        using var features = new TemporaryFile("g\nh\n");
        using var twice = new TemporaryFile("g\ng\n");
        DataSetFormats.Read(new(data.Path, "burden", $"labels={labels.Path}; features={features.Path}")).Rows.ShouldBe(1);
        ShouldRefuse(() => DataSetFormats.Read(new(data.Path, "burden", $"labels={labels.Path}; features={twice.Path}")),
            "line 2", "'g' stands on line 1 already");
    }

    [Fact]
    public void One_sequence_that_makes_all_others_too_long_is_named()
    {
        var text = string.Concat(Enumerable.Range(0, 1200).Select(row => $">s{row} label=a\nACGT\n"))
            + $">giant label=b\n{new string('A', 2_000_000)}\n";
        ShouldRefuse(() => Read(text, "fasta"), "line 2401", "has 2,000,000 bases");
    }
}
