using System.Text;
using Orchestrator.Interpretation.Interactions;

namespace Orchestrator.Interpretation.Tests.Interactions;

/// <summary>What a fold says about pairs, on its way over a disk.</summary>
public sealed class PairFileTests
{
    private static readonly OutputPairs[] Answer =
    [
        new("resistant", [new(3, 17, 0, -0.25, 0.01, 0.3), new(3, 4, 0, 1e-7, 2e-8, 1e-7)]), new("other", []),
    ];

    [Fact]
    public void It_comes_back_as_it_went() => PairFile.Read(PairFile.Write(Answer)).ShouldBe(Answer);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("[{\"output\":\"resistant\",\"pairs\":[{\"first\":\"x\"}]}]")]
    public void What_is_something_else_is_refused(string text) =>
        Should.Throw<InvalidDataException>(() => PairFile.Read(Encoding.UTF8.GetBytes(text))).Message.ShouldContain("damaged");

    [Fact]
    public void Half_of_it_is_refused()
    {
        var bytes = PairFile.Write(Answer);
        Should.Throw<InvalidDataException>(() => PairFile.Read(bytes.AsSpan(0, bytes.Length / 2)));
    }
}
