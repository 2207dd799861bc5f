namespace Orchestrator.Browser.Tests.Browsing;

/// <summary>One browser, and no two tests at once: what they measure is how soon a page comes.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
