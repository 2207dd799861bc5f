namespace Orchestrator.Coordinator.Web;

/// <summary>Something that somebody who watches a sweep is told.</summary>
public abstract record SweepNotice;
