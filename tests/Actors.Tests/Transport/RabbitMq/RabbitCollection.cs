namespace Orchestrator.Actors.Tests.Transport.RabbitMq;

[CollectionDefinition(nameof(RabbitCollection))]
public sealed class RabbitCollection : ICollectionFixture<RabbitFixture>;
