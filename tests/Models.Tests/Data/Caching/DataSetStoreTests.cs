using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Tests.Data.Numpy;
using Orchestrator.Models.Tests.Training;
using Orchestrator.Models.Training;

namespace Orchestrator.Models.Tests.Data.Caching;

public sealed class DataSetStoreTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("store-").FullName;

    public static TheoryData<string> Kinds => ["sequences", "floats", "sparse ones", "sparse values", "several labels"];

    private DataSetStore Store => new(In("cache"), least: 0);

    private string Entry => Directory.GetFiles(In("cache/arrays"), "*.flat").ShouldHaveSingleItem();

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_mapped_is_what_the_reader_reads(string kind)
    {
        var definition = Definition(kind);
        var expected = DataSetFormats.Read(definition);
        foreach (var store in new[] { Store, Store })
        {
            var data = store.Open(definition);
            data.Inputs.IsMapped.ShouldBeTrue();
            ShouldBeAlike(data, expected);
        }

        Store.FingerprintOf(definition).ShouldBe(DataFingerprint.Of(definition));
    }

    [Fact]
    public void It_is_made_once_and_anew_when_the_content_changes()
    {
        var definition = Definition("floats");
        Store.Open(definition);
        var (entry, made) = (Entry, File.GetLastWriteTimeUtc(Entry));
        Store.Open(definition);
        File.GetLastWriteTimeUtc(entry).ShouldBe(made);
        File.WriteAllText(definition.Path, File.ReadAllText(definition.Path).Replace("0.5", "0.75"));
        ((FloatInputs)Store.Open(definition).Inputs).Values.ShouldContain(0.75f);
        Directory.GetFiles(In("cache/arrays"), "*.flat").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70)]
    [InlineData(-100)]
    [InlineData(-1)]
    public void A_damaged_entry_is_made_anew(int place)
    {
        var definition = Definition("sparse values");
        var expected = Store.Open(definition);
        var bytes = File.ReadAllBytes(Entry);
        bytes[(place + bytes.Length) % bytes.Length] ^= 4;
        Replace(Entry, bytes);
        ShouldBeAlike(Store.Open(definition), expected);
        File.ReadAllBytes(Entry).ShouldNotBe(bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(300)]
    public void An_entry_that_was_cut_short_is_made_anew(int left)
    {
        var definition = Definition("sequences");
        var expected = Store.Open(definition);
        Replace(Entry, File.ReadAllBytes(Entry)[..left]);
        ShouldBeAlike(Store.Open(definition), expected);
        new FileInfo(Entry).Length.ShouldBeGreaterThan(left);
    }

    [Fact]
    public void An_entry_of_another_build_is_replaced()
    {
        var definition = Definition("floats");
        Store.Open(definition);
        var current = Entry;
        var old = current.Replace(Path.GetFileName(current)[64..], "-0123456789ab.flat");
        File.Move(current, old);
        Store.Open(definition);
        Entry.ShouldBe(current);
    }

    [Fact]
    public async Task Many_at_once_make_one_entry_and_all_see_the_same()
    {
        var definition = Definition("sparse ones");
        var expected = DataSetFormats.Read(definition);
        var opened =
            await Task.WhenAll(Enumerable.Range(0, 8)
                .Select(_ => Task.Factory.StartNew(() => Store.Open(definition), TaskCreationOptions.LongRunning)));
        foreach (var data in opened)
        {
            ShouldBeAlike(data, expected);
        }

        Directory.GetFiles(In("cache/arrays")).Select(Path.GetExtension).Order().ShouldBe([".flat", ".lock"]);
    }

    [Fact]
    public void Small_data_and_a_cache_that_cannot_be_written_are_read_as_ever()
    {
        var definition = Definition("floats");
        new DataSetStore(In("cache")).Open(definition).Inputs.IsMapped.ShouldBeFalse();
        File.WriteAllText(In("occupied"), "");
        ShouldBeAlike(new DataSetStore(In("occupied"), least: 0).Open(definition), DataSetFormats.Read(definition));
    }

    [Fact]
    public void Training_on_mapped_rows_gives_the_same_bits()
    {
        using var sweep = new PlantedSweep();
        using var plain = new FoldTrainer();
        using var mapped = new FoldTrainer(store: Store);
        var expected = plain.Run(sweep.Assignment(artifacts: "plain"), "cpu", new Recorder(), default);
        var result = mapped.Run(sweep.Assignment(artifacts: "mapped"), "cpu", new Recorder(), default);
        File.Exists(Entry).ShouldBeTrue();
        (result.Score, string.Join(' ', result.Metrics)).ShouldBe((expected.Score, string.Join(' ', expected.Metrics)));
    }

    [Theory]
    [InlineData("deepsea_rows_last.h5")]
    [InlineData("deepsea_rows_first.h5")]
    public void Hdf5_is_written_block_by_block_and_its_labels_stay_packed(string name)
    {
        var definition = new DataDefinition(RealData.OfRepository("tests/Models.Tests/Data/Readers/" + name), "deepsea");
        var data = new DataSetStore(In("cache")).Open(definition); // small as it is: it is streamed whatever its size
        ((ValueTargets)data.Targets).IsPacked.ShouldBeTrue();
        ShouldBeAlike(data, DataSetFormats.Read(definition));
    }

    [Fact]
    public void A_matrix_of_7845_isolates_and_742620_variants_opens_within_two_gigabytes()
    {
        var definition = Definition("variants", () => VariantMatrix.Write(In("variants.npz"), 7845, 742_620, variantsOfRow: 2000));
        var before = GC.GetTotalAllocatedBytes();
        var read = DataSetFormats.Read(definition);
        (read.Inputs.Rows, ((SparseInputs)read.Inputs).Width).ShouldBe((7845, 742_620));
        var mapped = Store.Open(definition);
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(2L << 30); // all that was ever allocated bounds what was held
        ((SparseInputs)mapped.Inputs).ColumnsOf(7844).SequenceEqual(((SparseInputs)read.Inputs).ColumnsOf(7844)).ShouldBeTrue();
        ((SparseInputs)mapped.Inputs).Entries.ShouldBeGreaterThan(14_000_000);
    }

    private string In(string name) => Path.Combine(root, name);

    // A mapped file may not be changed in place: a new one takes its name, as a crash or a bad disk would show it to the next process.
    private static void Replace(string path, byte[] bytes)
    {
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
    }

    private DataDefinition Definition(string kind, Action? write = null)
    {
        switch (kind)
        {
            case "sequences":
                File.WriteAllText(In("dna.fasta"),
                    string.Concat(Enumerable.Range(0, 40)
                    .Select(i => $">row{i} label={(i % 3 == 0 ? "é" : "b")}\n{new string("ACGTN"[i % 5], 20 + i % 7)}\n")));
                return new(In("dna.fasta"), "fasta");
            case "floats":
                File.WriteAllText(In("table.csv"), "id,a,b,patient,y\n"
                    + string.Concat(Enumerable.Range(0, 20).Select(i => $"s{i},{i},0.5,p{i / 2},{i % 2}\n")));
                return new(In("table.csv"), "csv", Groups: new GroupsDefinition("patient"));
            case "several labels":
                File.WriteAllText(In("drugs.csv"), "id,a,x,y\n"
                    + string.Concat(Enumerable.Range(0, 20).Select(i => $"s{i},{i},{(i % 5 == 0 ? "NA" : i % 2)},{i % 2}\n")));
                return new(In("drugs.csv"), "csv", "x,y");
            default:
                if (write is not null)
                {
                    write();
                }
                else
                {
                    VariantMatrix.Write(In("variants.npz"), 50, 1000, variantsOfRow: 20, ones: kind == "sparse ones");
                }

                File.WriteAllText(In("labels.csv"), "y\n"
                    + string.Concat(Enumerable.Range(0, kind == "variants" ? 7845 : 50).Select(i => $"{i % 2}\n")));
                return new(In("variants.npz"), "csr", "labels=labels.csv#y");
        }
    }

    private static void ShouldBeAlike(DataSet data, DataSet expected)
    {
        data.RowNames.ShouldBe(expected.RowNames);
        data.Groups.ShouldBe(expected.Groups);
        data.TestRows.ShouldBe(expected.TestRows);
        data.Inputs.RowShape.ShouldBe(expected.Inputs.RowShape);
        Dense(data.Inputs).ShouldBe(Dense(expected.Inputs));
        switch (data.Targets, expected.Targets)
        {
            case (ClassTargets own, ClassTargets other):
                own.Classes.ShouldBe(other.Classes);
                own.Names.ShouldBe(other.Names);
                break;
            case (ValueTargets own, ValueTargets other):
                own.Values.ShouldBe(other.Values);
                own.Names.ShouldBe(other.Names);
                (own.HasMissing, own.AreLabels).ShouldBe((other.HasMissing, other.AreLabels));
                Known(own).ShouldBe(Known(other));
                break;
            default:
                throw new InvalidOperationException($"{data.Targets} is not like {expected.Targets}.");
        }
    }

    private static float[] Dense(Inputs inputs)
    {
        var values = new float[inputs.Rows * inputs.RowLength];
        inputs.CopyRows([.. Enumerable.Range(0, inputs.Rows)], values);
        return values;
    }

    private static bool[] Known(ValueTargets targets) =>
        [.. Enumerable.Range(0, targets.Rows * targets.Columns).Select(i => targets.IsKnown(i / targets.Columns, i % targets.Columns))];
}
