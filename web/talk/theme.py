"""Colour, type and spacing: quiet paper, dark ink, one deep teal."""

from __future__ import annotations

import gradio as gr
from gradio.themes.utils import colors, sizes

FONTS = ("Noto Sans", "Segoe UI", "Roboto", "Arial", "sans-serif")
"""Fonts of the reader's own machine that have every Vietnamese letter; none is fetched."""

TEAL = colors.Color(
    name="teal",
    c50="#eef6f6",
    c100="#d9ebeb",
    c200="#b4d7d7",
    c300="#86bcbe",
    c400="#569b9f",
    c500="#2f7c82",
    c600="#156068",
    c700="#0f4f57",
    c800="#0e4048",
    c900="#0e353c",
    c950="#072026",
)
PAPER = colors.Color(
    name="paper",
    c50="#fbf9f5",
    c100="#f5f2eb",
    c200="#e8e3d8",
    c300="#d3ccbd",
    c400="#a39c8e",
    c500="#78736a",
    c600="#5a564f",
    c700="#3e3d3a",
    c800="#262829",
    c900="#1b1e1f",
    c950="#131617",
)


def theme() -> gr.themes.Base:
    """Return the Gradio theme; everything else of the look is in ``static/app.css``."""
    return gr.themes.Base(
        primary_hue=TEAL,
        secondary_hue=TEAL,
        neutral_hue=PAPER,
        text_size=sizes.text_md,
        radius_size=sizes.radius_md,
        font=FONTS,
        font_mono=FONTS,
    ).set(
        body_background_fill="*neutral_100",
        body_background_fill_dark="*neutral_950",
        body_text_color="#20262a",
        body_text_color_dark="#e9e6df",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="#b3afa6",
        background_fill_primary="#fffdf9",
        background_fill_primary_dark="*neutral_900",
        background_fill_secondary="*neutral_50",
        background_fill_secondary_dark="*neutral_800",
        border_color_primary="*neutral_200",
        border_color_primary_dark="#34393b",
        block_background_fill="#fffdf9",
        block_background_fill_dark="*neutral_900",
        block_border_color="*neutral_200",
        block_border_color_dark="#34393b",
        block_label_text_color="*neutral_600",
        block_label_text_color_dark="#b3afa6",
        input_background_fill="#fffdf9",
        input_background_fill_dark="*neutral_900",
        input_border_color="*neutral_300",
        input_border_color_dark="#454b4d",
        input_border_color_focus="*primary_500",
        input_border_color_focus_dark="*primary_300",
        input_placeholder_color="#6b665d",
        input_placeholder_color_dark="#a39e94",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_background_fill_hover_dark="*primary_500",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        button_secondary_background_fill="*neutral_100",
        button_secondary_background_fill_dark="*neutral_800",
        link_text_color="*primary_600",
        link_text_color_dark="*primary_300",
        link_text_color_hover="*primary_800",
        link_text_color_hover_dark="*primary_200",
        link_text_color_visited="*primary_600",
        link_text_color_visited_dark="*primary_300",
    )
