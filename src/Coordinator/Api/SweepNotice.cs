namespace Orchestrator.Coordinator.Api;

/// <summary>Something that somebody who watches a sweep is told.</summary>
public abstract record SweepNotice;
