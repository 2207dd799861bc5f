using Orchestrator.Journal.Memory;
using Orchestrator.Journal.Tests.Conformance;

namespace Orchestrator.Journal.Tests.Memory;

public sealed class MemoryJournalTests : JournalConformance
{
    protected override Task<IJournal> CreateAsync() => Task.FromResult<IJournal>(new MemoryJournal());
}
