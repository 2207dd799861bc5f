using Orchestrator.GpuNode.Workers.Trainers;

namespace Orchestrator.GpuNode.Tests.Workers.Trainers;

/// <summary>What a trainer says, line by line.</summary>
public sealed class TrainerLinesTests
{
    [Fact]
    public void An_epoch_has_metrics_and_perhaps_a_checkpoint()
    {
        var epoch = TrainerLines.Read("""{"type": "epoch", "epoch": 3, "metrics": {"accuracy": 0.5, "train/loss": 2}, "checkpoint": "a"}""")
            .ShouldBeOfType<EpochReport>();
        (epoch.Epoch, epoch.Metrics["accuracy"], epoch.Metrics["train/loss"], epoch.Checkpoint).ShouldBe((3, 0.5, 2.0, "a"));
        TrainerLines.Read("""{"type":"epoch","epoch":1,"metrics":{"loss":1e-3},"checkpoint":null}""")
            .ShouldBeOfType<EpochReport>().Checkpoint.ShouldBeNull();
    }

    [Fact]
    public void A_checkpoint_a_message_and_a_result_are_told_apart()
    {
        TrainerLines.Read("""{"type":"checkpoint","epoch":0,"path":"c/d"}""").ShouldBe(new CheckpointReport(0, "c/d"));
        TrainerLines.Read("""{"type":"message","text":"hello"}""").ShouldBe(new MessageReport("hello"));
        var result = TrainerLines.Read("""{"type":"result","metrics":{"f1":1},"epoch":2,"model":"m"}""").ShouldBeOfType<ResultReport>();
        (result.Metrics["f1"], result.Epoch, result.Model).ShouldBe((1.0, 2, "m"));
        TrainerLines.Read("""{"type":"result"}""").ShouldBeOfType<ResultReport>().Metrics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("NaN", double.NaN)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("\"NaN\"", double.NaN)]
    [InlineData("\"NA\"", double.NaN)] // these as R's jsonlite does
    [InlineData("\"Inf\"", double.PositiveInfinity)]
    [InlineData("\"-Inf\"", double.NegativeInfinity)]
    public void Numbers_that_are_none_are_read_as_Python_and_R_write_them(string written, double expected) =>
        TrainerLines.Read($$$"""{"type":"epoch","epoch":1,"metrics":{"NaN-share":1,"loss":{{{written}}}},"checkpoint":"NaN \" NaN"}""")
            .ShouldBeOfType<EpochReport>().Metrics["loss"].ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("Epoch 1/3: loss 0.5")]
    [InlineData("{'type': 'epoch'}")] // Python's print of a dictionary
    [InlineData("""{"loss": 0.5}""")]
    [InlineData("""{"type": "epcoh", "epoch": 1}""")]
    [InlineData("""{"type": "epoch", "epoch": 1, "metr""")] // cut short
    [InlineData("""{"type": 3}""")]
    [InlineData("""["epoch"]""")]
    public void Anything_else_is_for_the_log(string line) => TrainerLines.Read(line).ShouldBeNull();

    [Theory]
    [InlineData("""{"type":"epoch","metrics":{"a":1}}""", "'epoch' is to be a whole number from 1")]
    [InlineData("""{"type":"epoch","epoch":0,"metrics":{"a":1}}""", "'epoch' is to be a whole number from 1")]
    [InlineData("""{"type":"epoch","epoch":1.5,"metrics":{"a":1}}""", "'epoch' is to be a whole number from 1")]
    [InlineData("""{"type":"epoch","epoch":1}""", "'metrics' is to be an object")]
    [InlineData("""{"type":"epoch","epoch":1,"metrics":{}}""", "'metrics' is to be an object")]
    [InlineData("""{"type":"epoch","epoch":1,"metrics":{"a":"high"}}""", "'a' is to be a number")]
    [InlineData("""{"type":"epoch","epoch":1,"metrics":{"a b":1}}""", "no metric's name")]
    [InlineData("""{"type":"epoch","epoch":1,"metrics":{"a":1},"checkpoint":3}""", "'checkpoint' is to be a text")]
    [InlineData("""{"type":"checkpoint","epoch":1}""", "'path' is to be a text")]
    [InlineData("""{"type":"message"}""", "'text' is to be a text")]
    public void A_line_that_is_one_and_not_right_is_refused_with_the_field(string line, string reason) =>
        Should.Throw<FormatException>(() => TrainerLines.Read(line)).Message.ShouldContain(reason);

    [Fact]
    public async Task Lines_without_an_end_are_cut()
    {
        using var stream = new MemoryStream("one\r\ntwo\n\n0123456789abcdef\nlast"u8.ToArray());
        var lines = await TextLines.ReadAsync(stream, 10, returns: false, new TaskCompletionSource().Task).ToArrayAsync();
        lines.ShouldBe([("one", true), ("two", true), ("", true), ("0123456789", false), ("abcdef", true), ("last", true)]);
    }
}
