namespace Orchestrator.Journal.Sqlite;

/// <summary>Binds the SQLite that is bundled: the same for the whole process.</summary>
internal static class SqliteLibrary
{
    /// <summary>Binds on the first call.</summary>
    public static void Load() => SQLitePCL.Batteries_V2.Init();
}
