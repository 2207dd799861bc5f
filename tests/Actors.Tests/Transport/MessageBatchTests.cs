using Orchestrator.Actors.Transport;

namespace Orchestrator.Actors.Tests.Transport;

public sealed class MessageBatchTests
{
    [Fact]
    public void Several_messages_travel_as_one_and_arrive_as_several()
    {
        (string, string)[] messages = [("word/1", """{"text":"a \"b\" \u00e9"}"""), ("number/2", "7"), ("word/1", "{}")];
        var (manifest, json) = MessageBatch.Pack(messages);
        MessageBatch.Unpack(new TransportMessage("1", "nobody", manifest, json)).ShouldBe(messages);
    }

    [Fact]
    public void One_message_travels_as_it_is() => MessageBatch.Pack([("word/1", "{}")]).ShouldBe(("word/1", "{}"));

    [Theory]
    [InlineData("{")]
    [InlineData("7")]
    [InlineData("[{}]")]
    public void What_is_no_batch_is_refused(string json) =>
        Should.Throw<FormatException>(() => MessageBatch.Unpack(new TransportMessage("1", "nobody", "batch/1", json)));

    [Fact]
    public void What_cannot_be_read_does_not_take_along_what_can()
    {
        var (manifest, json) = MessageBatch.Pack([("known/1", "1"), ("new/9", "2"), ("known/1", "3")]);
        MessageBatch.Read(new TransportMessage("1", "later", manifest, json), Decode)
            .ShouldBe(["1", new UnreadableMessage("new/9", "later", "What is that?"), "3"]);
        MessageBatch.Read(new TransportMessage("1", "later", "batch/1", "{}"), Decode).ShouldHaveSingleItem().ShouldBeOfType<UnreadableMessage>();

        static object Decode(string manifest, string json) => manifest == "known/1" ? json : throw new FormatException("What is that?");
    }
}
