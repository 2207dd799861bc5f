using System.Text.Json;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Wire;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sharding;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Tests.Sharding;

public class LetterCodecTests
{
    private static readonly SweepId Sweep = new("s-1");
    private static readonly AttemptId Attempt = new(new FoldId(3, FoldId.RefitFold), 2);
    private static readonly SlotId Slot = new("anna", 1);
    private static readonly Assignment Lease = new(Slot, Sweep, Attempt.Fold);
    private static readonly DateTimeOffset At = new(2026, 11, 21, 1, 2, 3, TimeSpan.FromHours(2));

    private static readonly object[] All =
    [
        new Hold("/artifacts", TimeSpan.FromSeconds(10)),
        new PlanSweep(Sweep, Sample.Definition(), "fingerprint", At),
        new CancelSweep("No longer wanted.", At),
        new PauseSweep("me", null, true, At),
        new ContinueSweep("me", "Go.", At),
        new Reported(Sweep,
        [
            new FoldStarted(Sweep, Attempt, 0, "cuda:0"), new EpochMeasured(Sweep, Attempt, 1, new Dictionary<string, double> { ["validation/auc"] = double.NaN }),
            new FoldCompleted(Sweep, Attempt, new FoldResult(0.9, 4, 5, new Dictionary<string, double>(), 1)), new FoldFailed(Sweep, Attempt, FailureKind.OutOfMemory, "Too large."),
        ]),
        new SlotGiven(Lease),
        new SlotLost(Lease, FailureKind.Crashed, "Gone."),
        new SlotsUnavailable(null),
        new NodeReported(new NodeJoined("anna", "life", []) { Leases = [new HeldLease(Slot, Sweep, Attempt)] }, true, 17) { Due = [Attempt.Fold] },
        new SlotsWanted(new SweepDemand(Sweep, new ResourcesDefinition(NodeLabels: [new("gpu", "a100")]), "data", [new FoldDemand(Attempt.Fold, ["anna"])])),
        new SlotReleased(Lease, new SlotOutcome(FailureKind.Diverged, "NaN.")),
        new SweepOver(Sweep),
        new NodeOrder("anna", new StopFold(Slot, Attempt)),
        new Heard(12),
        new SweepChanged(),
        new SweepGone(true),
    ];

    public static TheoryData<object> Messages => new(All);

    [Theory, MemberData(nameof(Messages))]
    public void Whatever_coordinators_say_to_each_other_arrives_as_it_was(object message)
    {
        var letter = new SweepLetter(Sweep, new Tenure(7, 2), 5, message);
        var (manifest, json) = LetterCodec.Encode(letter);
        var read = LetterCodec.Decode(manifest, json).ShouldBeOfType<SweepLetter>();
        (read.Sweep, read.Tenure, read.Number).ShouldBe((letter.Sweep, letter.Tenure, letter.Number));
        read.Message.ShouldBeOfType(message.GetType());
        Json(read.Message).ShouldBe(Json(message));
    }

    [Fact]
    public void Every_message_of_a_letter_is_tried_here()
    {
        var tried = All.Select(message => message.GetType()).ToHashSet();
        LetterCodec.Known.Where(type => !tried.Contains(type)).ShouldBeEmpty();
    }

    [Fact]
    public void A_new_seat_tells_its_epoch() => LetterCodec.Decode("seat-taken/1", LetterCodec.Encode(new SeatTaken(9)).Json).ShouldBe(new SeatTaken(9));

    [Theory]
    [InlineData("nonsense/1", "{}")]
    [InlineData("sweep-letter/1", "{")]
    [InlineData("sweep-letter/1", """{"sweep":{"value":"s"},"tenure":{"seat":1,"number":1},"number":1,"manifest":"of-tomorrow/1","message":{}}""")]
    public void What_cannot_be_read_is_said_to_be_so(string manifest, string json) => Should.Throw<FormatException>(() => LetterCodec.Decode(manifest, json));

    [Fact]
    public void Tenures_are_in_the_order_in_which_they_are_given() =>
        new[] { new Tenure(2, 1), new Tenure(1, 9), new Tenure(2, 3) }.Order().ShouldBe([new(1, 9), new(2, 1), new(2, 3)]);

    private static string Json(object message) => JsonSerializer.Serialize(message, message.GetType(), WireJson.Options);
}
