using System.Data.Common;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Lends connections to a database, and tells its errors as <see cref="JournalException"/>s that name it.</summary>
/// <remarks>SQLite and PostgreSQL understand the same statements here, with parameters written <c>@name</c>; only the table names
/// differ.</remarks>
internal abstract class SqlStore : IAsyncDisposable
{
    /// <summary>Records that are read at once. No lock and no connection is held between two pages.</summary>
    public const int PageSize = 1024;

    /// <summary>For messages: the file, or <c>host:port/database</c>. No password.</summary>
    public abstract string Name { get; }

    /// <summary>Stands before every table name: a schema with its dot, or nothing.</summary>
    public abstract string Prefix { get; }

    /// <summary>Runs a query. May run it again from the start.</summary>
    public abstract Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> query, CancellationToken ct);

    /// <summary>Runs one statement that writes and that may be repeated; durable on return.</summary>
    public abstract Task<T> WriteAsync<T>(Func<DbConnection, CancellationToken, Task<T>> statement, CancellationToken ct);

    /// <summary>Stores rows whose key is not there yet; durable on return.</summary>
    public abstract Task AppendAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken ct);

    public abstract ValueTask DisposeAsync();
}
