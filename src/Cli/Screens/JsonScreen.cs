using System.Text.Json;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Cli.Screens;

/// <summary>One line a fact: <c>{"event": "trial-completed/1", "data": {...}}</c>, under the manifests of journal and API.</summary>
internal sealed class JsonScreen(TextWriter output) : Screen
{
    private readonly object gate = new();

    public override void ShowChange(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        foreach (var happened in events)
        {
            var (manifest, json) = SweepEventCodec.Encode(happened);
            Write(manifest, json);
        }
    }

    public override void ShowEpoch(EpochMeasured measured) => Write("epoch", JsonSerializer.Serialize(measured, WireJson.Options));

    protected override void ShowObstacle(string? reason)
    {
        var (type, json) = SweepNoticeCodec.Encode(new WaitingNotice(reason));
        Write(type, json);
    }

    public override void ShowResult(SweepState state) =>
        Write("result", JsonSerializer.Serialize(Rendering.BestView.Of(state), WireJson.Options));

    public override void ShowNested(Rendering.NestedView nested) => Write("nested", JsonSerializer.Serialize(nested, WireJson.Options));

    private void Write(string kind, string data)
    {
        lock (gate)
        {
            output.WriteLine($$"""{"event":"{{kind}}","data":{{data}}}""");
            output.Flush();
        }
    }
}
