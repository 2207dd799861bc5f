using Orchestrator.Client.Artifacts;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Api;
using Orchestrator.GpuNode.Storage;
using Orchestrator.GpuNode.Workers;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Servers;
using Orchestrator.Storage;
using Orchestrator.Storage.Certificates;

namespace Orchestrator.Cluster.Tests.Artifacts;

/// <summary>Data and checkpoints over HTTPS, from a coordinator that a private authority vouches for and that wants a token.</summary>
public sealed class SecureArtifactTests : ArtifactTest
{
    private const string Token = "0123456789abcdef", ReadToken = "fedcba9876543210";
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(20);
    private readonly PrivateAuthority authority = new(), stranger = new();

    protected override WebOptions Options
    {
        get
        {
            var issued = authority.Issue("coordinator");
            return new WebOptions(Port: 0, Token: Token, Certificate: issued.Certificate, Key: issued.Key, ReadToken: ReadToken);
        }
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        authority.Dispose();
        stranger.Dispose();
    }

    [Fact]
    public async Task A_node_that_names_authority_and_token_fetches_the_data_and_hands_its_checkpoints_over()
    {
        var data = Describe(600);
        var undisturbed = FoldRunners.Torch(1)(Training.Assignment(data, In("undisturbed")), "cpu", new Training.Listener(), default);
        await SubmitAsync(data);
        var refit = Training.Assignment(data, "/not/here/sample-1/refit") with
        {
            Store = Store.At(Server.Address, []) with { Root = "/not/here" },
            Attempt = new(new FoldId(0, FoldId.RefitFold), 1),
        };
        var first = new Training.Listener { StopAfter = 3 };
        Should.Throw<OperationCanceledException>(() => Node("a").Run(refit, "cpu", first, first.Stop));
        File.Exists(Store.PathOf("sample-1/refit/checkpoint.bin")).ShouldBeTrue();
        var second = new Training.Listener();
        Node("b").Run(refit, "cpu", second, default);
        second.FromEpoch.ShouldBe(3);
        File.Exists(Store.PathOf("sample-1/refit/model.bin")).ShouldBeTrue();
        var fold = Training.Assignment(data, "/not/here/sample-1/trial-0000/fold-0") with { Store = refit.Store };
        Training.Numbers(Node("c").Run(fold, "cpu", new Training.Listener(), default)).ShouldBe(Training.Numbers(undisturbed));

        RemoteStorageFoldRunner Node(string name) =>
            new(FoldRunners.Torch(1), new NodeStorage(In(name), Token: Token, Authority: authority.Root));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_trusts_somebody_else_is_told_about_the_authority_at_once(bool another)
    {
        var data = Describe();
        await SubmitAsync(data);
        using var client = new NodeStorage(In("node"), Token: Token, Authority: another ? stranger.Root : null)
            .Client(Store.At(Server.Address, []))!;
        var refusal = await Should.ThrowAsync<ArtifactException>(() =>
            new DatasetCache(In("node")).LocateAsync(data, new CoordinatorFiles(client), default).WaitAsync(AtOnce));
        refusal.Message.ShouldContain(Server.Address.Host);
        refusal.Message.ShouldContain("--server-ca");
    }

    [Theory]
    [InlineData(null, "ORCHESTRATOR_TOKEN")]
    [InlineData("0123456789abcdeX", "ORCHESTRATOR_TOKEN")]
    [InlineData(ReadToken, "nothing but reading")]
    public async Task Nothing_is_taken_from_who_has_no_token_however_much_it_sends(string? token, string cure)
    {
        File.WriteAllBytes(In("checkpoint.bin"), new byte[64 << 20]); // more than any buffer on the way holds
        using var client = new NodeStorage(In("node"), Token: token, Authority: authority.Root).Client(Store.At(Server.Address, []))!;
        foreach (
            var send in new Func<Task>[] { () => client.StoreAsync("sample-1/refit/model.bin", In("checkpoint.bin"), default), () =>
                client.UploadBlobAsync(new string('a', 64), In("checkpoint.bin"), default) })
        {
            (await Should.ThrowAsync<ArtifactException>(() => send().WaitAsync(AtOnce))).Message.ShouldContain(cure);
        }

        File.Exists(Store.PathOf("sample-1/refit/model.bin")).ShouldBeFalse();
        if (token != ReadToken)
        {
            (await Should.ThrowAsync<ArtifactException>(() => client.FetchAsync("sample-1/refit/model.bin", In("model.bin"), default)
                .WaitAsync(AtOnce))).Message.ShouldContain(cure);
        }
    }

    internal override ArtifactClient Client(Uri? server = null) =>
        new(server ?? Server.Address, Token, TimeSpan.FromSeconds(10), PrivateTrust.Read(authority.Root));
}
