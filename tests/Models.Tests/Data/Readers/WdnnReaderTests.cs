using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;

namespace Orchestrator.Models.Tests.Data.Readers;

public class WdnnReaderTests
{
    [SkippableFact]
    public void The_real_isolates_are_recoded_and_the_validation_isolates_come_last()
    {
        var data = DataSetFormats.Read(new(RealData.Path("mtb_wdnn/mtb_wdnn_222.npz"), "wdnn"));
        (data.Rows, data.Inputs.RowLength).ShouldBe((3601 + 792, 222));
        var inputs = (FloatInputs)data.Inputs;
        inputs.Values.Distinct().Order().ShouldBe([0, 0.5f, 1]);
        inputs.FeatureNames!.Count.ShouldBe(222);
        FoldPlanner.Plan(new(5, true, 0.1803, TestRows.Last), 1, data).TestRows.ShouldBe(Enumerable.Range(3601, 792));

        // The same labels in the other coding: 1 resistant, 0 susceptible, NA.
        var targets = (ValueTargets)data.Targets;
        var burden =
            (ValueTargets)DataSetFormats.Read(
                new(RealData.Path("mtb_wdnn/gene_burden.csv.gz"), "burden", "labels=labels_R1_S0_NA.csv")).Targets;
        targets.Columns.ShouldBe(burden.Columns);
        for (var row = 0; row < burden.Rows; row++)
        {
            for (var drug = 0; drug < targets.Columns; drug++)
            {
                targets.IsKnown(row, drug).ShouldBe(burden.IsKnown(row, drug));
                targets.Values[row * targets.Columns + drug].ShouldBe(burden.Values[row * targets.Columns + drug]);
            }
        }
    }

    [SkippableFact]
    public void The_same_isolates_read_as_a_table_in_a_zip_archive()
    {
        var data =
            DataSetFormats.Read(
                new(RealData.Path("mtb_wdnn/X_features_with_names.zip"), "csv", "labels=labels_R1_S0_NA.csv#rifampicin,isoniazid"));
        data.Rows.ShouldBe(3601);
        data.Inputs.RowLength.ShouldBe(6483);
        ((ValueTargets)data.Targets).Names.ShouldBe(["rifampicin", "isoniazid"]);
    }
}
