using System.Text;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Text;

namespace Orchestrator.Models.Tests.Data.Text;

public class Utf8TextTests
{
    private const string Lines = "id,label\nä,größe €\n🧬,x\n";

    public static TheoryData<byte[]> Written => new()
    {
        Encoding.UTF8.GetBytes(Lines),
        new byte[] { 0xef, 0xbb, 0xbf }.Concat(Encoding.UTF8.GetBytes(Lines)).ToArray(),
        new byte[] { 0xff, 0xfe }.Concat(Encoding.Unicode.GetBytes(Lines)).ToArray(),
        new byte[] { 0xfe, 0xff }.Concat(Encoding.BigEndianUnicode.GetBytes(Lines)).ToArray(),
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Text_is_read_whatever_its_byte_order_mark(byte[] bytes) => Utf8Text.Decode("file", bytes).ShouldBe(Lines);

    [Theory]
    [InlineData("a,b\nf\u00fcr,1\n", "line 2, character 2", "0xFC")]
    [InlineData("caf\u00e9", "line 1, character 4", "0xE9")]
    [InlineData("a\nb\0c\n", "line 2, character 2", "zero byte")]
    [InlineData("a\n\u00c3\u00a9\u00ff", "line 2, character 2", "0xFF")]
    [InlineData("a\nb\u00e2\u0082", "line 2, character 2", "0xE2")] // cut within a character
    public void Other_bytes_are_refused_with_line_and_character(string latin1, string place, string problem)
    {
        var failure = Should.Throw<DataFormatException>(() => Utf8Text.Decode("file", Encoding.Latin1.GetBytes(latin1)));
        failure.Place.ShouldBe(place);
        failure.Message.ShouldContain(problem);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Characters_may_lie_across_blocks(int size)
    {
        var text = string.Concat(Enumerable.Repeat(Lines, 20));
        var bytes = Encoding.UTF8.GetBytes(text);
        All(bytes).ShouldBe(bytes);
        Should.Throw<DataFormatException>(() => All([.. bytes, (byte)'x', 0xfc, (byte)'y'])).Place.ShouldBe("line 61, character 2");

        byte[] All(byte[] content)
        {
            using var stream = new Utf8Stream("file", () => new MemoryStream(content));
            var (all, block) = (new List<byte>(), new byte[size]);
            while (stream.Read(block) is > 0 and var count)
            {
                all.AddRange(block[..count]);
            }

            return [.. all];
        }
    }
}
