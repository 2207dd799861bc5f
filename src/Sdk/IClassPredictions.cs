namespace Orchestrator.Sdk;

/// <summary>Probabilities of classes beside the true classes.</summary>
public interface IClassPredictions
{
    /// <summary>Number of rows, at least 1.</summary>
    int Rows { get; }

    /// <summary>Number of classes, at least 2.</summary>
    int Classes { get; }

    /// <summary>The true class of a row, in 0 .. <see cref="Classes"/> - 1.</summary>
    int Truth(int row);

    /// <summary>The most probable class of a row; the first of equals.</summary>
    int Predicted(int row);

    /// <summary>log p(class | row), which does not round to that of 0 or 1.</summary>
    double LogProbability(int row, int index);
}

/// <summary>Log-odds of labels beside the true labels, as far as those are known.</summary>
public interface ILabelPredictions
{
    /// <summary>Number of rows, at least 1.</summary>
    int Rows { get; }

    /// <summary>Number of labels of a row.</summary>
    int Columns { get; }

    /// <summary>The known labels of a column, with the log-odds that were predicted.</summary>
    IEnumerable<(double LogOdds, bool Truth)> Column(int column);
}

/// <summary>Predicted numbers beside the true ones, as far as those are known.</summary>
public interface IValuePredictions
{
    /// <summary>Number of rows, at least 1.</summary>
    int Rows { get; }

    /// <summary>Numbers of a row.</summary>
    int Columns { get; }

    /// <summary>The known numbers of a column.</summary>
    IEnumerable<(double Predicted, double Truth)> Column(int column);
}
