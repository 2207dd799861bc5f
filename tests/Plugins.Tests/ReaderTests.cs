using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;

namespace Orchestrator.Plugins.Tests;

/// <summary>A reader of a plug-in.</summary>
public sealed class ReaderTests : PluginTest
{
    [Fact]
    public void Rows_of_numbers_with_classes_names_and_groups()
    {
        Load("demo", Reader("""
            new(new RowInputs.Numbers([1, 2, 3, 4], [2], ["x", place.Key!]), new RowTargets.Classes(["b", "a"]), ["r1", "r2"], ["g", "g"])
            """));
        var data = DataSetFormats.Read(File("x") with { Key = "y" });
        (data.Inputs as FloatInputs)!.FeatureNames.ShouldBe(["x", "y"]);
        (data.Targets as ClassTargets)!.Names.ShouldBe(["a", "b"]);
        data.RowNames.ShouldBe(["r1", "r2"]);
        data.Groups.ShouldBe(["g", "g"]);
        DataSetFormats.Names.ShouldContain("own");
    }

    [Fact]
    public void Rows_of_dna_with_labels_some_of_which_are_missing()
    {
        Load("demo", Reader("new(new RowInputs.Dna([\"ACGT\", \"AC\"]), new RowTargets.Values([1, float.NaN, 0, 1], [\"p\", \"q\"]))"));
        var data = DataSetFormats.Read(File("x"));
        (data.Inputs as SequenceInputs)!.Length.ShouldBe(4);
        var targets = data.Targets.ShouldBeOfType<ValueTargets>();
        (targets.AreLabels, targets.IsKnown(0, 1), targets.IsKnown(1, 1)).ShouldBe((true, false, true));
        data.RowNames.ShouldBe(["1", "2"]);
    }

    [Theory]
    [InlineData("throw new UnreadableDataException(\"line 3\", \"a number is missing\", \"Write one\")",
        "x, line 3: a number is missing. Write one.")]
    [InlineData("throw new KeyNotFoundException(\"No 'q'.\")",
        "x: the reader 'own' of the plug-in demo failed (KeyNotFoundException: No 'q'). Check the file, and the plug-in.")]
    [InlineData("new(new RowInputs.Numbers([float.NaN], [1]), new RowTargets.Classes([\"a\"]))", "a number among the inputs is not finite")]
    public void What_is_wrong_is_said_with_its_place(string read, string message)
    {
        Load("demo", Reader(read));
        Should.Throw<DataFormatException>(() => DataSetFormats.Read(File("x"))).Message.ShouldContain(message);
    }

    [Fact]
    public void What_another_build_has_read_is_read_anew()
    {
        Load("demo", Reader("new(new RowInputs.Numbers([1], [1]), new RowTargets.Classes([\"a\"]))"));
        var first = DataSetFormats.Of(File("x")).Build;
        PluginRegistry.Use([]);
        Load("demo", Reader("new(new RowInputs.Numbers([2], [1]), new RowTargets.Classes([\"a\"]))"), "other");
        DataSetFormats.Of(File("x")).Build.ShouldNotBe(first);
    }

    private DataDefinition File(string name)
    {
        System.IO.File.WriteAllText(In(name), "");
        return new DataDefinition(In(name), "own");
    }

    private static string Reader(string read) => $$"""
        public sealed class R : IDataReader
        {
            public string Format => "own";
            public string Summary => "";
            public DataRows Read(DataPlace place) => {{read}};
        }
        """;
}
