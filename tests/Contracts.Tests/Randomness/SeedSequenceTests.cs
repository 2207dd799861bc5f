using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Contracts.Tests.Randomness;

public class SeedSequenceTests
{
    [Fact]
    public void Is_the_documented_function()
    {
        // Worked out from the remarks' formula by an independent implementation (Python, arbitrary-precision integers).
        SeedSequence.Derive(0, 0, 0, "").ShouldBe(2391539541053276776UL);
        SeedSequence.Derive(42, 7, 3, "weights").ShouldBe(4541216004543543252UL);
        SeedSequence.Derive(ulong.MaxValue, 12, -1, "refit é").ShouldBe(15640280443767021721UL);
    }

    [Fact]
    public void Every_argument_matters_and_neighbours_do_not_collide()
    {
        var seeds = from sweep in new ulong[] { 0, 1, 2 }
                    from trial in Enumerable.Range(-1, 60)
                    from fold in Enumerable.Range(-1, 11)
                    from purpose in new[] { "", "a", "aa", "b", "shuffle" }
                    select SeedSequence.Derive(sweep, trial, fold, purpose);
        seeds.Distinct().Count().ShouldBe(3 * 60 * 11 * 5);
    }

    [Fact]
    public void A_purpose_is_required() => Should.Throw<ArgumentNullException>(() => SeedSequence.Derive(1, 1, 1, null!));
}
