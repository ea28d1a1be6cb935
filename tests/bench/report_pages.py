#!/usr/bin/python3
"""Draws the one-page reports of report_pages.cpp with reportlab (Platypus tables, embedded Noto Sans): the peer."""
import io
import sys
import time

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

count = int(sys.argv[1])
fonts = "/usr/share/fonts/truetype/noto/NotoSans-"
pdfmetrics.registerFont(TTFont("N", fonts + "Regular.ttf"))
pdfmetrics.registerFont(TTFont("B", fonts + "Bold.ttf"))
navy, blue, ground = colors.HexColor("#12263f"), colors.HexColor("#1b365d"), colors.HexColor("#f3f4f9")
body = ParagraphStyle("body", fontName="N", fontSize=9.5, leading=13.5)
head = ParagraphStyle("head", fontName="B", fontSize=14, leading=20, textColor=navy)
rows_style = TableStyle([("FONT", (0, 0), (-1, -1), "N", 8.8), ("FONT", (0, 0), (-1, 0), "B", 8.3),
                         ("BACKGROUND", (0, 0), (-1, 0), navy), ("TEXTCOLOR", (0, 0), (-1, 0), colors.white),
                         ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, ground]),
                         ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)])
cards_style = TableStyle([("FONT", (0, 0), (-1, -1), "N", 8.4), ("FONT", (0, 1), (-1, 1), "B", 20),
                          ("BACKGROUND", (0, 0), (-1, -1), ground), ("BOTTOMPADDING", (0, 1), (-1, 1), 12)])


def draw(number):
    def first(canvas, _):
        canvas.setFillColor(navy)
        canvas.rect(0, 808, 596, 34, stroke=0, fill=1)
        canvas.setFillColor(blue)
        canvas.rect(0, 696, 596, 112, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.setFont("B", 26)
        canvas.drawString(42, 760, "Monthly Executive Report")
        canvas.setFont("N", 12)
        canvas.drawString(42, 738, f"Customer {number}, Ltd · Professional · 1–30 September 2025 (UTC)")
        canvas.setFillColor(colors.black)
        canvas.setFont("N", 7.6)
        canvas.drawString(42, 22, f"TLP:AMBER — prepared for Customer {number}, Ltd")
        canvas.drawRightString(553, 22, "Page 1 of 1")

    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=42, rightMargin=42, topMargin=160, bottomMargin=46,
                                 title="Monthly Executive Report")
    cards = Table([[f"Figure {i}" for i in range(4)], [f"{80 + (number + i) % 20}.{number % 10} %" for i in range(4)],
                   ["OK · target 95 %"] * 4], colWidths=[127] * 4, style=cards_style)
    rows = [["Finding", "Asset", "Severity", "Due"]]
    rows += [[f"Outdated component {(number + i) % 97} on port {(number * 31 + i * 7919) % 65536}",
              f"srv-{(number + i) % 200:03}", "High", f"2025-10-{1 + i:02}"] for i in range(25)]
    document.build([cards, Spacer(1, 10), Paragraph("What happened", head),
                    Paragraph(f"{number % 40} tickets were opened and {number % 37} resolved. 44 of 45 response and "
                              "resolution times that came due were kept.", body),
                    Paragraph("Top risks", head),
                    Table(rows, colWidths=[247, 115, 66, 82], repeatRows=1, style=rows_style)], onFirstPage=first)
    return len(out.getvalue())


draw(0)
start = time.process_time()
size = sum(draw(number) for number in range(count))
spent = time.process_time() - start
print(f"reportlab, {count} of them: {spent:.2f} s of CPU, {count / spent:.0f}/s, {size // count} bytes each")
