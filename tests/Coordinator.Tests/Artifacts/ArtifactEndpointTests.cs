using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Tests.Api;
using Orchestrator.GpuNode.Storage;
using Orchestrator.Shared;

namespace Orchestrator.Coordinator.Tests.Artifacts;

public sealed class ArtifactEndpointTests : IAsyncLifetime
{
    private const string Token = "0123456789abcdef";
    private const string Checkpoint = "/v1/artifacts/splice-1/trial-0003/fold-2/checkpoint.bin";
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("ACGT", 5000)));
    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
    private CoordinatorServer server = null!;
    private HttpClient client = null!;

    private static string Hash => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Content));

    public async Task InitializeAsync()
    {
        server = await CoordinatorServer.StartAsync(new WebOptions(Port: 0, Token: Token), new ScriptedGateway(), artifacts: Store());
        client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_file_is_found_by_its_content_whole_or_in_part()
    {
        (await SendAsync(HttpMethod.Head, $"/v1/blobs/{Hash}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Put, $"/v1/blobs/{Hash}", Content)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await SendAsync(HttpMethod.Put, $"/v1/blobs/{Hash}", Content)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var head = await SendAsync(HttpMethod.Head, $"/v1/blobs/{Hash}");
        (head.StatusCode, head.Content.Headers.ContentLength, head.Headers.ETag!.Tag)
            .ShouldBe((HttpStatusCode.OK, Content.Length, $"\"{Hash}\""));
        (await client.GetByteArrayAsync($"/v1/blobs/{Hash}")).ShouldBe(Content);
        using var rest =
            new HttpRequestMessage(HttpMethod.Get, $"/v1/blobs/{Hash}") { Headers = { Range = new RangeHeaderValue(19_000, null) } };
        using var answer = await client.SendAsync(rest);
        answer.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(Content[19_000..]);
    }

    [Fact]
    public async Task What_does_not_fit_its_hash_is_refused_and_not_kept()
    {
        var answer = await SendAsync(HttpMethod.Put, $"/v1/blobs/{Hash}", Content[1..]);
        (await ApiTest.ProblemAsync(answer, HttpStatusCode.UnprocessableEntity)).ShouldContain(Hash);
        (await SendAsync(HttpMethod.Head, $"/v1/blobs/{Hash}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Directory.EnumerateFiles(Path.Combine(folder, "blobs"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_checkpoint_replaces_the_one_before_and_lies_where_a_shared_folder_would_have_it()
    {
        (await SendAsync(HttpMethod.Get, Checkpoint)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Put, Checkpoint, "old"u8.ToArray(), Digest("old"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await SendAsync(HttpMethod.Put, Checkpoint, "new"u8.ToArray(), Digest("new"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await SendAsync(HttpMethod.Put, Checkpoint, "bad"u8.ToArray(), Digest("new"))).StatusCode.ShouldBe(
            HttpStatusCode.UnprocessableEntity);
        (await client.GetStringAsync(Checkpoint)).ShouldBe("new");
        File.ReadAllText(Path.Combine(folder, "sweeps/splice-1/trial-0003/fold-2/checkpoint.bin")).ShouldBe("new");
        Directory.GetFiles(Path.Combine(folder, "sweeps/splice-1/trial-0003/fold-2")).Length.ShouldBe(1);
        using var again =
            new HttpRequestMessage(HttpMethod.Get,
                Checkpoint)
            { Headers = { IfNoneMatch = { new EntityTagHeaderValue($"\"{HashOf("new")}\"") } } };
        (await client.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [SkippableFact]
    public async Task A_full_disk_is_told_as_such_and_leaves_nothing_half_written()
    {
        using var disk = new SmallDisk(Path.Combine(folder, "sweeps"), kilobytes: 8);
        var answer = await SendAsync(HttpMethod.Put, Checkpoint, Content, Digest(Encoding.UTF8.GetString(Content)));
        (await ApiTest.ProblemAsync(answer, HttpStatusCode.InsufficientStorage)).ShouldContain("disk is full");
        disk.Grow();
        (await SendAsync(HttpMethod.Get, Checkpoint)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Put, Checkpoint, Content, Digest(Encoding.UTF8.GetString(Content)))).StatusCode
            .ShouldBe(HttpStatusCode.Created);
        Directory.GetFiles(Path.Combine(folder, "sweeps/splice-1/trial-0003/fold-2")).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("/v1/blobs/..%2f..%2fetc")]
    [InlineData("/v1/blobs/ABCDEF")]
    [InlineData("/v1/artifacts/..%2f..%2fetc/passwd")]
    [InlineData("/v1/artifacts/splice-1/.store")]
    [InlineData("/v1/artifacts/splice-1")]
    [InlineData("/v1/artifacts/a/b/c/d/e")]
    public async Task Names_lead_nowhere_else(string path)
    {
        (await SendAsync(HttpMethod.Get, path)).StatusCode.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Put, path, Content, Digest("x"))).StatusCode.ShouldBeOneOf(HttpStatusCode.BadRequest,
            HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_reads_or_writes_without_the_token()
    {
        client.DefaultRequestHeaders.Authorization = null;
        (await SendAsync(HttpMethod.Get, $"/v1/blobs/{Hash}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(HttpMethod.Put, Checkpoint, Content, Digest("x"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void A_folder_that_is_opened_again_is_the_same_place_and_another_is_not()
    {
        var place = Store().At(null, []);
        Store().At(null, []).ShouldBe(place);
        SharedFolder.IsVisible(place).ShouldBeTrue();
        SharedFolder.IsVisible(place with { Id = "another" }).ShouldBeFalse();
        SharedFolder.IsVisible(place with { Root = "/nowhere" }).ShouldBeFalse();
    }

    [Fact]
    public void Nodes_are_told_of_all_coordinators_that_share_the_folder()
    {
        Uri a = new("https://a.example:7070/"), b = new("https://b.example:7070/");
        Store().At(a, []).Addresses.ShouldBe([a]);
        Store().At(a, [b]).Addresses.ShouldBe([a, b]);
    }

    private ArtifactStore Store() => new(Path.Combine(folder, "blobs"), Path.Combine(folder, "sweeps"));

    private static string HashOf(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Digest(string text) => ContentHash.ToDigest(HashOf(text));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body = null, string? digest = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
        }

        if (digest is not null)
        {
            request.Headers.TryAddWithoutValidation("Content-Digest", digest);
        }

        return await client.SendAsync(request);
    }
}
