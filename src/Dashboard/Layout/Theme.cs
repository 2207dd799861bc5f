using MudBlazor;

namespace Orchestrator.Dashboard.Layout;

/// <summary>Colours and letters. The text's contrast is at least 4.5 to 1 in both schemes (WCAG 2.2, AA).</summary>
internal static class Theme
{
    private static readonly string[] Letters =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "DejaVu Sans", "sans-serif"];

    public static MudTheme Calm { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b5cad",
            PrimaryContrastText = "#ffffff",
            Secondary = "#5a4fcf",
            Info = "#0b5cad",
            Success = "#0f6e4f",
            Warning = "#8a5300",
            Error = "#b3261e",
            Background = "#f6f7f9",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1a2027",
            TextPrimary = "#1a2027",
            TextSecondary = "#525c68",
            TextDisabled = "#6b7480",
            ActionDefault = "#525c68",
            ActionDisabled = "#8a929c",
            LinesDefault = "#dfe3e8",
            LinesInputs = "#8a929c",
            TableLines = "#e7eaee",
            TableHover = "#f1f4f8",
            Divider = "#dfe3e8",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#7db7f5",
            PrimaryContrastText = "#0a1420",
            Secondary = "#b3a9ff",
            Info = "#7db7f5",
            Success = "#5cc7a0",
            Warning = "#e8b04b",
            Error = "#ff8a80",
            Background = "#0f1318",
            BackgroundGray = "#151a21",
            Surface = "#171c23",
            AppbarBackground = "#171c23",
            AppbarText = "#e6eaef",
            DrawerBackground = "#171c23",
            TextPrimary = "#e6eaef",
            TextSecondary = "#a3adb8",
            TextDisabled = "#8a949f",
            ActionDefault = "#a3adb8",
            ActionDisabled = "#69737e",
            LinesDefault = "#2a313a",
            LinesInputs = "#69737e",
            TableLines = "#242b33",
            TableHover = "#1d242d",
            Divider = "#2a313a",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Letters, FontSize = ".875rem", LineHeight = "1.45" },
            Button = new ButtonTypography { FontFamily = Letters, FontSize = ".875rem", TextTransform = "none", FontWeight = "550" },
            Body1 = new Body1Typography { FontFamily = Letters, FontSize = ".875rem" },
            Body2 = new Body2Typography { FontFamily = Letters, FontSize = ".8125rem" },
            Subtitle1 = new Subtitle1Typography { FontFamily = Letters, FontSize = ".9375rem" },
            H6 = new H6Typography { FontFamily = Letters, FontSize = "1.0625rem", FontWeight = "650" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "48px" },
    };
}
