using System.Net;
using System.Net.Sockets;
using Orchestrator.Client.Artifacts;
using Orchestrator.Storage;

namespace Orchestrator.Cluster.Tests.Artifacts;

/// <summary>A coordinator that was stopped in its tracks: its machine takes connections, and nobody reads them.</summary>
public sealed class SilentCoordinatorTests : ArtifactTest
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(500), Soon = TimeSpan.FromSeconds(20);
    private readonly TcpListener silent = new(IPAddress.Loopback, 0);

    public override async Task DisposeAsync()
    {
        silent.Dispose();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(30_000_000)] // more than buffers hold
    public async Task What_it_does_not_take_goes_to_the_next(int bytes)
    {
        File.WriteAllBytes(In("checkpoint.bin"), new byte[bytes]);
        var hash = CheckedFile.HashOf(In("checkpoint.bin"));
        Func<ArtifactClient, Task>[] transfers =
        [
            client => client.StoreAsync("sample-1/refit/checkpoint.bin", In("checkpoint.bin"), default),
            client => client.UploadBlobAsync(hash, In("checkpoint.bin"), default),
        ];
        foreach (var send in transfers)
        {
            using var client = Meeting();
            await send(client).WaitAsync(Soon);
            client.Server.ShouldBe(Server.Address);
        }
        CheckedFile.HashOf(Store.PathOf("sample-1/refit/checkpoint.bin")).ShouldBe(hash);
        using var other = Meeting();
        (await other.FetchAsync("sample-1/refit/checkpoint.bin", In("fetched.bin"), default).WaitAsync(Soon)).ShouldBeTrue();
        CheckedFile.HashOf(In("fetched.bin")).ShouldBe(hash);
    }

    [Fact]
    public async Task Where_there_is_no_other_that_is_said()
    {
        silent.Start();
        using var client = new ArtifactClient([new Uri($"http://{silent.LocalEndpoint}")], null, TimeSpan.FromSeconds(1), silence: Silence);
        (await Should.ThrowAsync<ArtifactException>(() => client.HasBlobAsync(new string('a', 64), default)
            .WaitAsync(Soon))).Message.ShouldContain("has fallen silent");
    }

    // It asks the silent one first.
    private ArtifactClient Meeting()
    {
        silent.Start();
        return new([new Uri($"http://{silent.LocalEndpoint}"), Server.Address], null, TimeSpan.FromSeconds(10), silence: Silence);
    }
}
