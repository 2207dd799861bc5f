using System.Text;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Numpy;

namespace Orchestrator.Models.Tests.Data.Numpy;

public class PickleTests
{
    private static NpyArray Read(byte[] pickle)
    {
        using var file = new TemporaryFile(NpyBytes.Of("|O", "()", pickle), ".npy");
        return NpyFile.Read(file.Path);
    }

    public static TheoryData<string, string> Written => new()
    {
        { "protocol 2",
            "gAJjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAGNudW1weQpuZGFycmF5CnEBSwCFcQJjX2NvZGVjcwplbmNvZGUKcQNYAQAA"
                + "AGJxBFgGAAAAbGF0aW4xcQWGcQZScQeHcQhScQkoSwEpY251bXB5CmR0eXBlCnEKWAIAAABPOHELiYiHcQxScQ0oSwNYAQAAAHxxDk5OTkr/////"
                + "Sv////9LP3RxD2KJXXEQfXERKFgFAAAAZ2VuZXNxEmgAaAFLAIVxE2gHh3EUUnEVKEsBSwKFcRZoDYldcRcoWAIAAABBQ3EYWAIAAABHVHEZZXRx"
                + "GmJYCQAAAHJlc2lzdGFudHEbaABoAUsAhXEcaAeHcR1ScR4oSwFLAoVxH2gKWAIAAABiMXEgiYiHcSFScSIoSwNoDk5OTkr/////Sv////9LAHRx"
                + "I2KJaANYAgAAAAEAcSRoBYZxJVJxJnRxJ2JYAQAAAG5xKGgAaAFLAIVxKWgHh3EqUnErKEsBSwJLAoZxLGgKWAIAAABpMnEtiYiHcS5ScS8oSwNY"
                + "AQAAAD5xME5OTkr/////Sv////9LAHRxMWKJaANYCAAAAAABAAIAAwAEcTJoBYZxM1JxNHRxNWJYAQAAAGZxNmgAaAFLAIVxN2gHh3E4UnE5KEsB"
                + "SwJLAoZxOmgKWAIAAABmOHE7iYiHcTxScT0oSwNYAQAAADxxPk5OTkr/////Sv////9LAHRxP2KIaANYIQAAAAAAAAAAAMO4PwAAAAAAAAxAAAAA"
                + "AAAABEAAAAAAAAASQHFAaAWGcUFScUJ0cUNiWAQAAABsaXN0cURdcUUoSwFHwAQAAAAAAABOWAEAAAB4cUZNLAGKBgAAAAAAAWVYBgAAAHNjYWxh"
                + "cnFHY251bXB5LmNvcmUubXVsdGlhcnJheQpzY2FsYXIKcUhoPWgDWAkAAAAAAAAAAADDkD9xSWgFhnFKUnFLhnFMUnFNWAQAAAB0ZXh0cU5oAGgB"
                + "SwCFcU9oB4dxUFJxUShLAUsChXFSaApYAgAAAFUycVOJiIdxVFJxVShLA2g+Tk5OSwhLBEsIdHFWYoloA1gQAAAAYQAAAAAAAABiAAAAYwAAAHFX"
                + "aAWGcVhScVl0cVpidWF0cVtiLg==" },
        { "protocol 3",
            "gANjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAGNudW1weQpuZGFycmF5CnEBSwCFcQJDAWJxA4dxBFJxBShLASljbnVtcHkK"
                + "ZHR5cGUKcQZYAgAAAE84cQeJiIdxCFJxCShLA1gBAAAAfHEKTk5OSv////9K/////0s/dHELYoldcQx9cQ0oWAUAAABnZW5lc3EOaABoAUsAhXEP"
                + "aAOHcRBScREoSwFLAoVxEmgJiV1xEyhYAgAAAEFDcRRYAgAAAEdUcRVldHEWYlgJAAAAcmVzaXN0YW50cRdoAGgBSwCFcRhoA4dxGVJxGihLAUsC"
                + "hXEbaAZYAgAAAGIxcRyJiIdxHVJxHihLA2gKTk5OSv////9K/////0sAdHEfYolDAgEAcSB0cSFiWAEAAABucSJoAGgBSwCFcSNoA4dxJFJxJShL"
                + "AUsCSwKGcSZoBlgCAAAAaTJxJ4mIh3EoUnEpKEsDWAEAAAA+cSpOTk5K/////0r/////SwB0cStiiUMIAAEAAgADAARxLHRxLWJYAQAAAGZxLmgA"
                + "aAFLAIVxL2gDh3EwUnExKEsBSwJLAoZxMmgGWAIAAABmOHEziYiHcTRScTUoSwNYAQAAADxxNk5OTkr/////Sv////9LAHRxN2KIQyAAAAAAAAD4"
                + "PwAAAAAAAAxAAAAAAAAABEAAAAAAAAASQHE4dHE5YlgEAAAAbGlzdHE6XXE7KEsBR8AEAAAAAAAATlgBAAAAeHE8TSwBigYAAAAAAAFlWAYAAABz"
                + "Y2FsYXJxPWNudW1weS5jb3JlLm11bHRpYXJyYXkKc2NhbGFyCnE+aDVDCAAAAAAAANA/cT+GcUBScUFYBAAAAHRleHRxQmgAaAFLAIVxQ2gDh3FE"
                + "UnFFKEsBSwKFcUZoBlgCAAAAVTJxR4mIh3FIUnFJKEsDaDZOTk5LCEsESwh0cUpiiUMQYQAAAAAAAABiAAAAYwAAAHFLdHFMYnVhdHFNYi4=" },
        { "protocol 4",
            "gASVXgIAAAAAAACMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlFKU"
                + "KEsBKWgDjAVkdHlwZZSTlIwCTziUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LP3SUYoldlH2UKIwFZ2VuZXOUaAJoBUsAhZRoB4eUUpQoSwFL"
                + "AoWUaA6JXZQojAJBQ5SMAkdUlGV0lGKMCXJlc2lzdGFudJRoAmgFSwCFlGgHh5RSlChLAUsChZRoC4wCYjGUiYiHlFKUKEsDaA9OTk5K/////0r/"
                + "////SwB0lGKJQwIBAJR0lGKMAW6UaAJoBUsAhZRoB4eUUpQoSwFLAksChpRoC4wCaTKUiYiHlFKUKEsDjAE+lE5OTkr/////Sv////9LAHSUYolD"
                + "CAABAAIAAwAElHSUYowBZpRoAmgFSwCFlGgHh5RSlChLAUsCSwKGlGgLjAJmOJSJiIeUUpQoSwOMATyUTk5OSv////9K/////0sAdJRiiEMgAAAA"
                + "AAAA+D8AAAAAAAAMQAAAAAAAAARAAAAAAAAAEkCUdJRijARsaXN0lF2UKEsBR8AEAAAAAAAATowBeJRNLAGKBgAAAAAAAWWMBnNjYWxhcpRoAIwG"
                + "c2NhbGFylJOUaDpDCAAAAAAAANA/lIaUUpSMBHRleHSUaAJoBUsAhZRoB4eUUpQoSwFLAoWUaAuMAlUylImIh5RSlChLA2g7Tk5OSwhLBEsIdJRi"
                + "iUMQYQAAAAAAAABiAAAAYwAAAJR0lGJ1YXSUYi4=" },
        { "protocol 5",
            "gAWVcQIAAAAAAACMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlFKU"
                + "KEsBKWgDjAVkdHlwZZSTlIwCTziUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LP3SUYoldlH2UKIwFZ2VuZXOUaAJoBUsAhZRoB4eUUpQoSwFL"
                + "AoWUaA6JXZQojAJBQ5SMAkdUlGV0lGKMCXJlc2lzdGFudJSMEm51bXB5LmNvcmUubnVtZXJpY5SMC19mcm9tYnVmZmVylJOUKJYCAAAAAAAAAAEA"
                + "lGgLjAJiMZSJiIeUUpQoSwNoD05OTkr/////Sv////9LAHSUYksChZSMAUOUdJRSlIwBbpRoHyiWCAAAAAAAAAAAAQACAAMABJRoC4wCaTKUiYiH"
                + "lFKUKEsDjAE+lE5OTkr/////Sv////9LAHSUYksCSwKGlGgmdJRSlIwBZpRoHyiWIAAAAAAAAAAAAAAAAAD4PwAAAAAAAAxAAAAAAAAABEAAAAAA"
                + "AAASQJRoC4wCZjiUiYiHlFKUKEsDjAE8lE5OTkr/////Sv////9LAHSUYksCSwKGlIwBRpR0lFKUjARsaXN0lF2UKEsBR8AEAAAAAAAATowBeJRN"
                + "LAGKBgAAAAAAAWWMBnNjYWxhcpRoAIwGc2NhbGFylJOUaDdDCAAAAAAAANA/lIaUUpSMBHRleHSUaB8olhAAAAAAAAAAYQAAAAAAAABiAAAAYwAA"
                + "AJRoC4wCVTKUiYiHlFKUKEsDaDhOTk5LCEsESwh0lGJLAoWUaCZ0lFKUdWF0lGIu" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Every_protocol_that_numpy_writes_is_read(string protocol, string base64)
    {
        // numpy.array({"genes": numpy.array(["AC", "GT"], dtype=object), "resistant": numpy.array([True, False]), "n": numpy.array([[1, 2],
        // [3, 4]], ">i2"),
        // "f": numpy.asfortranarray([[1.5, 2.5], [3.5, 4.5]]), "list": [1, -2.5, None, "x", 300, 2**40], "scalar": numpy.float64(0.25),
        // "text": numpy.array(["a", "bc"])})
        var entries = (Dictionary<object, object?>)Read(Convert.FromBase64String(base64)).Elements.GetValue(0)!;
        ((NpyArray)entries["genes"]!).ToStrings().ShouldBe(["AC", "GT"], protocol);
        ((NpyArray)entries["resistant"]!).Elements.ShouldBe(new[] { true, false });
        ((NpyArray)entries["n"]!).ToInt32s().ShouldBe([1, 2, 3, 4]);
        ((NpyArray)entries["f"]!).ToSingles().ShouldBe([1.5f, 2.5f, 3.5f, 4.5f]);
        ((NpyArray)entries["f"]!).Shape.ShouldBe([2, 2]);
        ((List<object?>)entries["list"]!).ShouldBe([1L, -2.5, null, "x", 300L, 1L << 40]);
        entries["scalar"].ShouldBe(0.25);
        ((NpyArray)entries["text"]!).ToStrings().ShouldBe(["a", "bc"]);
    }

    /// <summary>As Python 2 pickles an array: names of types, orders and elements are byte strings (opcode U).</summary>
    [Theory]
    [InlineData("O8", "|", "](U\u0002ACU\u0003G\u00c3\u00a9e", "AC G\u00e9")]
    [InlineData("O8", "|", "](U\u0002ACU\u0002G\u00e9e", "AC G\u00e9")]
    [InlineData("i2", "<", "U\u0004\u0001\u0000\u0002\u0000", "1 2")]
    [InlineData("i2", ">", "U\u0004\u0000\u0001\u0000\u0002", "1 2")]
    [InlineData("S2", "|", "U\u0004ACGT", "AC GT")]
    public void Arrays_of_python_2_are_read(string type, string order, string elements, string expected)
    {
        var pickle = $"\u0080\u0002cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001K\u0002\u0085"
            + $"cnumpy\ndtype\nU\u0002{type}K\0K\u0001\u0087R(K\u0003U\u0001{order}NNN"
            + $"J\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089{elements}tb.";
        string.Join(' ', Read(Encoding.Latin1.GetBytes(pickle)).ToStrings()).ShouldBe(expected);
    }

    [Fact]
    public void A_dictionary_of_python_2_has_texts_for_names()
    {
        var pickle = "\u0080\u0002cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001)"
            + "cnumpy\ndtype\nU\u0002O8K\0K\u0001\u0087R(K\u0003U\u0001|NNN"
            + "J\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK?tb\u0089]}U\u0004geneU\u0004rpoBsatb.";
        ((Dictionary<object, object?>)Read(Encoding.Latin1.GetBytes(pickle)).Elements.GetValue(0)!)["gene"].ShouldBe("rpoB");
    }

    [Theory]
    [InlineData("cos\nsystem\n(S'true'\ntR.", "'os.system' at byte 0")]
    [InlineData("\u0080\u0002cbuiltins\neval\n", "'builtins.eval' at byte 2")]
    [InlineData("\u0080\u0002c__builtin__\nxrange\n", "'__builtin__.xrange' at byte 2")]
    [InlineData("cnumpy\nload\n", "'numpy.load'")]
    [InlineData("(S'x'\n.", "opcode 0x53 at byte 1")]
    [InlineData("K\u0001K\u0002R.", "not a constructor of plain data")]
    [InlineData("K\u0001(K\u0002b.", "not a NumPy array")]
    [InlineData("X\u00ff\u00ff\u00ff\u007fabc.", "cut short")]
    [InlineData("e.", "damaged at byte 0")]
    [InlineData("h\u0007.", "damaged at byte 0")]
    [InlineData("K\u0001.", "does not hold an array")]
    [InlineData("", "cut short")]
    public void Anything_but_plain_data_is_refused_and_named(string pickle, string expected) =>
        Should.Throw<DataFormatException>(() => Read(Encoding.Latin1.GetBytes(pickle))).Message.ShouldContain(expected);
}
