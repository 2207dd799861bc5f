using Orchestrator.Cluster.Tests.Artifacts;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.GpuNode.Storage;
using Orchestrator.GpuNode.Workers;
using Orchestrator.Models.Data.Readers;
using Orchestrator.Plugins.Loading;
using Orchestrator.Shared.Compiled;
using Orchestrator.Storage;
using static Orchestrator.Cluster.Tests.Artifacts.Training;

namespace Orchestrator.Plugins.Tests;

/// <summary>Plug-ins on nodes that do not have them.</summary>
public sealed class NodeTests : ArtifactTest
{
    public override async Task DisposeAsync()
    {
        PluginRegistry.Use([]);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_node_fetches_a_plugin_by_its_content_and_trains_with_it()
    {
        var plugin = Plugin("fetched");
        using (var client = Client())
        {
            foreach (var file in plugin.Files)
            {
                (await client.UploadBlobAsync(file.Sha256, Path.Combine(plugin.Folder, file.Name), default)).ShouldBeTrue();
            }
        }

        Directory.Delete(plugin.Folder, recursive: true);
        var result = Node("a").Run(Fold(plugin), "cpu", new Listener(), default);
        (result.Epochs, double.IsFinite(result.Score)).ShouldBe((2, true));
        result.Metrics.Keys.ShouldContain("validation/rows");
        var used = PluginRegistry.Active.ShouldHaveSingleItem().Definition;
        used.Content.ShouldBe(plugin.Content);
        used.Folder.ShouldStartWith(In("a"));
    }

    [Fact]
    public void Without_its_content_the_attempt_fails_with_the_reason()
    {
        var plugin = Plugin("lost");
        Directory.Delete(plugin.Folder, recursive: true);
        Should.Throw<ArtifactException>(() => Node("b").Run(Fold(plugin), "cpu", new Listener(), default))
            .Message.ShouldContain($"no file of the SHA-256 {plugin.Files[0].Sha256}");
    }

    private PluginDefinition Plugin(string name) => PluginFolder.Describe(CompiledPlugin.In(In($"submitter-of-{name}"), name,
        CompiledPlugin.Mark + CompiledPlugin.Model(name) + """
            public sealed class Rows : IClassMetric
            {
                public string Name => "rows";
                public string Summary => "";
                public bool LargerIsBetter => true;
                public double Of(IClassPredictions predictions) => predictions.Rows;
            }
            """));

    private FoldAssignment Fold(PluginDefinition plugin)
    {
        var fold = Assignment(SyntheticReader.Define("trait-pair", 60, 1), "/not/here/sample-1/trial-0000/fold-0");
        return fold with
        {
            Definition = fold.Definition with { Model = new ModelDefinition(plugin.Name, Configuration.Empty), Plugins = [plugin] },
            Epochs = 2,
            Store = Store.At(Server.Address, []) with { Root = "/not/here" },
        };
    }

    private RemoteStorageFoldRunner Node(string name)
    {
        var storage = new NodeStorage(In(name), Servers: [Server.Address]);
        return new(FoldRunners.Torch(1, null), storage);
    }
}
