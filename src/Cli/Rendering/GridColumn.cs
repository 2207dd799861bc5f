namespace Orchestrator.Cli.Rendering;

/// <summary>A column of a <see cref="Grid"/>. Each is one of its own, also among equals.</summary>
/// <param name="title">Its head.</param>
/// <param name="right">Whether its cells stand to the right, as numbers do.</param>
/// <param name="wraps">Whether its text may be broken into lines; numbers never are.</param>
/// <param name="rank">0 = always shown; of the others the highest rank goes first where there is no room.</param>
internal sealed class GridColumn(string title, bool right = false, bool wraps = false, int rank = 0)
{
    public string Title => title;

    public bool Right => right;

    public bool Wraps => wraps;

    public int Rank => rank;
}
