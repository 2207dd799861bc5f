using System.IO.Compression;
using System.Text;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Tests.Data;
using Orchestrator.Models.Tests.Data.Matlab;
using Orchestrator.Models.Tests.Data.Numpy;

namespace Orchestrator.Models.Tests.Fuzz;

/// <summary>A small data set that is right, of which one file after the other gets damaged.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Files">Its files; the first is the data.</param>
/// <param name="Define">Its definition in a folder.</param>
/// <param name="Packed">Arrays of which the first file is made, so that damage gets past checksums; null = it is as it is.</param>
internal sealed record FuzzedData(
    string Name, (string Name, byte[] Content)[] Files, Func<string, DataDefinition> Define, (string Key, byte[] Array)[]? Packed = null)
{
    private const string Labels = "sample,label,group\ns0,A,g\ns1,B,h\ns2,A,g\ns3,B,h\n";
    private const string Rows = "id,x,y,label\nr0,1,2.5,a\nr1,-3,1e2,b\nr2,0.25,7,a\nr3,4,\"8\",b\n";

    private const string Calls = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ts0\ts1\ts2\ts3\n"
        + "1\t10\t.\tA\tC,G\t.\t.\t.\tGT:DP\t0/1:3\t1|2:4\t./.:1\t0:2\n1\t12\trs1\tT\tTA\t9\tPASS\t.\tGT\t0/0\t1/1\t0/1\t1\n";

    private const string Genes = ">s0 label=EI group=g\nACGTN\nRYACG\n>s1 label=IE group=h\nTTGAC\n>s2 label=EI group=g\nACGTACGTAC\n";

    // numpy.save of {"genes": numpy.array(["ACGT", "GGT", "AAA"], dtype=object), "resistant": numpy.array([True, False, True])}
    private const string Dictionary =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnfE8nLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoKSwgfSAgICAgICAgICAgICAgICAgIC"
        + "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAqAA2NudW1weS5jb3JlLm11bHRpYXJyYXkKX3JlY29uc3RydWN0"
        + "CnEAY251bXB5Cm5kYXJyYXkKcQFLAIVxAkMBYnEDh3EEUnEFKEsBKWNudW1weQpkdHlwZQpxBlgCAAAATzhxB4mIh3EIUnEJKEsDWAEAAAB8cQ"
        + "pOTk5K/////0r/////Sz90cQtiiV1xDH1xDShYBQAAAGdlbmVzcQ5oAGgBSwCFcQ9oA4dxEFJxEShLAUsDhXESaAmJXXETKFgEAAAAQUNHVHEU"
        + "WAMAAABHR1RxFVgDAAAAQUFBcRZldHEXYlgJAAAAcmVzaXN0YW50cRhoAGgBSwCFcRloA4dxGlJxGyhLAUsDhXEcaAZYAgAAAGIxcR2JiIdxHl"
        + "JxHyhLA2gKTk5OSv////9K/////0sAdHEgYolDAwEAAXEhdHEiYnVhdHEjYi4=";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<FuzzedData> All { get; } =
    [
        Text("csv", Rows, "csv"),
        Text("csv-targets", "id;x;p;q;g\na;1;0;1;k\nb;2;1;NA;l\nc;3;0;-1;k\n", "csv", "p,q", groups: new("g")),
        Text("csv-sequence", "name\tsequence\tlabel\na\tACGT\t0.5\nb\tGGNNA\t1.5\n", "csv"),
        new("csv-test", [("data", Bytes(Rows)), ("test", Bytes("id,y,x,label\nt0,1,2,b\nt1,2,3,a\n")),
            ("groups", Bytes("id,g\nr0,1\nr1,2\nr2,1\nr3,2\nt0,3\nt1,4\n"))],
            folder => new(At(folder, "data"), "csv", Groups: new("g", At(folder, "groups")), Test: new(At(folder, "test")))),
        new("csv-labels", [("data", Bytes("sample,x\ns1,2\ns0,1\ns3,5\ns2,3\n")), ("labels", Bytes(Labels))],
            folder => new(At(folder, "data"), "csv", "labels=labels#label", new("group"))),
        new("csv-gzip", [("data", Gzipped(Bytes(Rows)))], folder => new(At(folder, "data"), "csv")),
        new("csv-zip", [("data", Zipped(Bytes(Rows)))], folder => new(At(folder, "data"), "csv")),
        Text("fasta", Genes, "fasta", groups: new("group")),
        new("vcf", [("data", Bytes(Calls)), ("labels", Bytes(Labels))],
            folder => new(At(folder, "data"), "vcf", "labels=labels#label", new("group"))),
        new("variants", [("data", Bytes("sample,variant\ns0,v1\ns0,v2\ns1,v2\ns3,v9\n")), ("labels", Bytes(Labels))],
            folder => new(At(folder, "data"), "variants", "labels=labels#label")),
        new("burden", [("data", Bytes("s0,1,0\ns1,2,3\ns2,0,0\ns3,1,1\n")), ("labels", Bytes(Labels)), ("genes", Bytes("g1\ng2\n"))],
            folder => new(At(folder, "data"), "burden", "labels=labels#label; features=genes")),
        Array("npy", NpyBytes.Of("<f8", "(3, 3)", [1d, 2, 0, 3, 4, 1, 5, 6, 0]), "npy"),
        Array("npy-dictionary", Convert.FromBase64String(Dictionary), "npy"),
        Archive("npz", "npz", null, ("E1", NpyBytes.Of("<f4", "(2, 2, 7)",
            [0f, 1, 2, 3, 4, 5, 7, 0, 1, 2, 3, 4, 5, 7, 1f, 1, 2, 3, 4, 5, 8, 1, 1, 2, 3, 4, 5, 8]))),
        Archive("wdnn", "wdnn", null, ("X", NpyBytes.Of("|i1", "(2, 2)", new sbyte[] { 1, 0, -1, 1 })),
            ("y", NpyBytes.Of("<i2", "(2, 1)", new short[] { 0, 1 })),
            ("feature_names", NpyBytes.Of("|O", "(2,)",
                Encoding.Latin1.GetBytes("\u0080\u0002]q\0(X\u0001\0\0\0aq\u0001X\u0001\0\0\0bq\u0002e.")))),
        Archive("csr", "csr", "labels=labels#label; features=genes",
            ("format", NpyBytes.Of("|S3", "()", "csr"u8.ToArray())), ("shape", NpyBytes.Of("<i8", "(2,)", [4L, 3])),
            ("indptr", NpyBytes.Of("<i4", "(5,)", [0, 2, 3, 3, 4])), ("indices", NpyBytes.Of("<i4", "(4,)", [0, 2, 1, 0])),
            ("data", NpyBytes.Of("<f4", "(4,)", [1f, 2, 0, 4]))) is var csr
            ? csr with { Files = [.. csr.Files, ("labels", Bytes(Labels)), ("genes", Bytes("g1\ng2\ng3\n"))] } : csr,
        Array("hdf5", File.ReadAllBytes(RealData.OfRepository("tests/Models.Tests/Data/Readers/deepsea_rows_last.h5")), "deepsea"),
        Array("hdf5-rows-first", File.ReadAllBytes(RealData.OfRepository("tests/Models.Tests/Data/Readers/deepsea_rows_first.h5")),
            "deepsea"),
        Array("matlab", Convert.FromBase64String(Mat5FileTests.Plain), "deepsea"),
        Array("matlab-deflated", Convert.FromBase64String(Mat5FileTests.Deflated), "deepsea"),
    ];

    private static FuzzedData Text(string name, string text, string format, string? key = null, GroupsDefinition? groups = null) =>
        new(name, [("data", Bytes(text))], folder => new(At(folder, "data"), format, key, groups));

    private static FuzzedData Array(string name, byte[] content, string format) =>
        new(name, [("data", content)], folder => new(At(folder, "data"), format));

    private static FuzzedData Archive(string name, string format, string? key, params (string Key, byte[] Array)[] arrays) =>
        new(name, [("data", NpyBytes.Archive(arrays))], folder => new(At(folder, "data"), format, key), arrays);

    private static string At(string folder, string name) => Path.Combine(folder, name);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Gzipped(byte[] content)
    {
        var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionMode.Compress))
        {
            gzip.Write(content);
        }

        return memory.ToArray();
    }

    private static byte[] Zipped(byte[] content)
    {
        var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("table.csv").Open();
            entry.Write(content);
        }

        return memory.ToArray();
    }
}
