using System.Net;
using System.Security.Cryptography;
using Orchestrator.Client.Artifacts;
using Orchestrator.Storage;

namespace Orchestrator.Cluster.Tests.Artifacts;

/// <summary>Large files on bad wires.</summary>
public sealed class UploadTests : ArtifactTest
{
    private const int Size = 24 << 20;
    private readonly byte[] content = new byte[Size];

    private string Hash => Convert.ToHexStringLower(SHA256.HashData(content));

    [Fact]
    public async Task An_interrupted_upload_goes_on_where_it_was()
    {
        var path = Fill();
        using var proxy = new CuttingProxy(Server.Address, cuts: 2, afterSent: Size * 2 / 5);
        using var client = Client(proxy.Address);
        (await client.UploadBlobAsync(Hash, path, default)).ShouldBeTrue();
        CheckedFile.HashOf(Store.Blobs.PathOf(Hash)).ShouldBe(Hash);
        proxy.CutsLeft.ShouldBe(0);
        proxy.Sent.ShouldBeInRange(Size, Size + Size / 4); // from the beginning each time: at least 9/5 of it
        Store.Blobs.Files().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_time_begins_anew_as_often_as_something_comes_through()
    {
        var path = Fill();
        const int Breaks = 5;
        var retryTime = TimeSpan.FromMilliseconds(300); // for one pause, not for two
        using var proxy = new CuttingProxy(Server.Address, Breaks, afterSent: Size / (Breaks + 2));
        using var client = new ArtifactClient(proxy.Address, null, retryTime);
        (await client.UploadBlobAsync(Hash, path, default)).ShouldBeTrue();
        using var back = new CuttingProxy(Server.Address, Breaks, after: Size / (Breaks + 2));
        using var other = new ArtifactClient(back.Address, null, retryTime);
        await other.DownloadBlobAsync(Hash, In("back.bin"), default);
        CheckedFile.HashOf(In("back.bin")).ShouldBe(Hash);
        (proxy.CutsLeft, back.CutsLeft).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_a_dead_client_began_is_gone_on_with_by_another()
    {
        var path = Fill();
        await BeginAsync(content[..(Size / 2)]);
        using var proxy = new CuttingProxy(Server.Address);
        using var client = Client(proxy.Address);
        (await client.UploadBlobAsync(Hash, path, default)).ShouldBeTrue();
        proxy.Sent.ShouldBeInRange(Size / 2, Size * 3 / 4);
        CheckedFile.HashOf(Store.Blobs.PathOf(Hash)).ShouldBe(Hash);
    }

    [Theory]
    [InlineData(Size / 2)]
    [InlineData(Size)]
    [InlineData(Size + 5)]
    public async Task What_was_begun_with_something_else_is_begun_again(int length)
    {
        var path = Fill();
        await BeginAsync(new byte[length]);
        using var client = Client();
        (await client.UploadBlobAsync(Hash, path, default)).ShouldBeTrue();
        CheckedFile.HashOf(Store.Blobs.PathOf(Hash)).ShouldBe(Hash);
    }

    [Fact]
    public async Task A_file_that_changed_is_refused_with_both_hashes_and_not_kept()
    {
        var path = Fill();
        using var client = Client();
        var other = new string('a', 64);
        var refusal = await Should.ThrowAsync<ArtifactException>(() => client.UploadBlobAsync(other, path, default));
        refusal.Message.ShouldContain(other);
        refusal.Message.ShouldContain(Hash);
        Store.Blobs.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        await File.WriteAllBytesAsync(In("empty"), []);
        var hash = CheckedFile.HashOf(In("empty"));
        using var client = Client();
        (await client.UploadBlobAsync(hash, In("empty"), default)).ShouldBeTrue();
        (await client.HasBlobAsync(hash, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Several_that_send_the_same_file_at_once_do_each_other_no_harm()
    {
        var path = Fill();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var client = Client();
            await client.UploadBlobAsync(Hash, path, default);
        }));
        CheckedFile.HashOf(Store.Blobs.PathOf(Hash)).ShouldBe(Hash);
        Store.Blobs.Files().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_goes_on_elsewhere_than_the_coordinator_has_come_is_told_where()
    {
        Fill();
        await BeginAsync(content[..1000]);
        using var http = new HttpClient { BaseAddress = Server.Address };
        foreach (var offset in new[] { "0", "999", "5000" })
        {
            using var answer = await http.SendAsync(Patch(offset));
            (answer.StatusCode, answer.Headers.GetValues("Upload-Offset").Single()).ShouldBe((HttpStatusCode.Conflict, "1000"));
        }
        foreach (var offset in new[] { null, "-1", "many" })
        {
            (await http.SendAsync(Patch(offset))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    private HttpRequestMessage Patch(string? offset)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"v1/blobs/{Hash}") { Content = new ByteArrayContent(content[..10]) };
        if (offset is not null)
        {
            request.Headers.Add("Upload-Offset", offset);
        }

        return request;
    }

    // As a client leaves it that dies on the way.
    private Task BeginAsync(byte[] begun)
    {
        Store.Blobs.Prepare(Hash);
        return File.WriteAllBytesAsync(Store.Blobs.PartOf(Hash), begun);
    }

    private string Fill()
    {
        new Random(7).NextBytes(content);
        File.WriteAllBytes(In("large.bin"), content);
        return In("large.bin");
    }
}
