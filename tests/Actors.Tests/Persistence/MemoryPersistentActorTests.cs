using Orchestrator.Journal;
using Orchestrator.Journal.Memory;

namespace Orchestrator.Actors.Tests.Persistence;

public sealed class MemoryPersistentActorTests : PersistentActorTests
{
    protected override IJournal Open() => new MemoryJournal();
}
