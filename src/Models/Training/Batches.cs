namespace Orchestrator.Models.Training;

/// <summary>
/// Cuts rows into batches of one size, the last taking what is left. A single left-over row joins the batch before it: batch normalisation
/// cannot train on one row, and its gradient would weigh as much as that of a whole batch.
/// </summary>
/// <param name="Rows">Number of rows, at least 1.</param>
/// <param name="Size">Rows of a batch, at least 1.</param>
internal readonly record struct Batches(int Rows, int Size)
{
    /// <summary>Number of batches.</summary>
    public int Count => Math.Max(1, (Rows + Size - 1) / Size - (LeavesOne ? 1 : 0));

    private bool LeavesOne => Size > 1 && Rows % Size == 1;

    /// <summary>First row and number of rows of a batch.</summary>
    public (int Start, int Length) this[int index]
    {
        get
        {
            var start = index * Size;
            return (start, index == Count - 1 ? Rows - start : Size);
        }
    }
}
