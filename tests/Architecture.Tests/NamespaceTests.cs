using Orchestrator.Architecture.Tests.Rules;

namespace Orchestrator.Architecture.Tests;

/// <summary>Holds the rules between namespaces in the compiled code, and shows that the tests would notice.</summary>
public sealed class NamespaceTests
{
    private const string Examples = "Orchestrator.Architecture.Tests.Examples";

    public static TheoryData<int> RuleNumbers => [.. Enumerable.Range(0, NamespaceTable.Rules.Count)];

    public static TheoryData<string> ProjectNames => [.. DependencyTable.Projects];

    [Fact]
    public void The_product_is_looked_at() =>
        CompiledCode.OfProduct.Types.Select(CompiledCode.ProjectOf).OfType<string>().Distinct()
            .ShouldBe(DependencyTable.Projects, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(RuleNumbers))]
    public void Namespaces_use_what_they_may(int rule) =>
        NamespaceTable.Check(NamespaceTable.Rules[rule], CompiledCode.OfProduct.Types).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(RuleNumbers))]
    public void A_rule_binds_somebody(int rule) =>
        CompiledCode.OfProduct.Types.Any(type => NamespaceTable.Rules[rule].Holds(type.FullName)).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void Folders_of_a_project_form_no_circle(string project) =>
        FolderCircles.Check(CompiledCode.OfProduct, $"Orchestrator.{project}").ShouldBeEmpty();

    [Fact]
    public void What_stands_in_a_lambda_of_an_asynchronous_method_is_found() =>
        NamespaceTable.Check(new(@"\.Upper\.", @"\.Lower\.", "for example"), CompiledCode.OfTests.Types)
            .ShouldHaveSingleItem().ShouldBe(new($"{Examples}.Upper.Caller", $"uses {Examples}.Lower.Called: for example"));

    [Fact]
    public void What_is_excepted_is_left_alone()
    {
        var rule = new NamespaceRule(@"\.Upper\.", @"\.Lower\.", "for example");
        NamespaceTable.Check(rule with { But = @"\.Called$" }, CompiledCode.OfTests.Types).ShouldBeEmpty();
        NamespaceTable.Check(rule with { Except = @"\.Caller$" }, CompiledCode.OfTests.Types).ShouldBeEmpty();
    }

    [Fact]
    public void A_circle_of_three_folders_is_found() =>
        FolderCircles.Check(CompiledCode.OfTests, Examples).ShouldHaveSingleItem().What
            .ShouldSatisfyAllConditions(what => what.ShouldContain("Upper"), what => what.ShouldContain("Lower"),
                what => what.ShouldContain("Aside"));

    [Fact]
    public void What_hangs_together_without_a_circle_is_left_alone() =>
        FolderCircles.Check(CompiledCode.OfTests, "Orchestrator.Architecture.Tests.Rules").ShouldBeEmpty();
}
