#!/usr/bin/env bash
# Makes the documents of this folder anew: libreoffice.odt, .docx and .epub by LibreOffice of source.fodt,
# python-docx.docx by python-docx. Needs soffice and python3 with python-docx. The text was written for Mizan.
set -euo pipefail
cd "$(dirname "$0")"
for format in odt docx epub; do
  soffice --headless --convert-to "$format" --outdir . source.fodt >/dev/null
  mv "source.$format" "libreoffice.$format"
done
python3 - <<'PYTHON'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

document = docx.Document()
document.core_properties.author = "Mizan"
document.add_heading("A report on the valley dam", 0)
document.add_heading("Works", 1)
paragraph = document.add_paragraph("Work began in ")
paragraph.add_run("2021").bold = True
paragraph._p.append(parse_xml('<w:del %s w:id="1" w:author="A"><w:r><w:delText xml:space="preserve"> deleted</w:delText></w:r></w:del>' % nsdecls("w")))
paragraph._p.append(parse_xml('<w:ins %s w:id="2" w:author="A"><w:r><w:t xml:space="preserve"> and then stopped</w:t></w:r></w:ins>' % nsdecls("w")))
paragraph.add_run(" for two\tmonths.")
hidden = paragraph.add_run(" hidden")
hidden.font.hidden = True
field = document.add_paragraph("Page ")
for part in ('<w:fldChar w:fldCharType="begin"/>', '<w:instrText>PAGE</w:instrText>', '<w:fldChar w:fldCharType="separate"/>', '<w:t>7</w:t>', '<w:fldChar w:fldCharType="end"/>'):
    field._p.append(parse_xml('<w:r %s>%s</w:r>' % (nsdecls("w"), part)))
field.add_run(" of the report.")
document.add_paragraph("First phase", style="List Bullet")
document.add_paragraph("Second phase", style="List Number")
table = document.add_table(rows=2, cols=2)
for cell, text in zip((cell for row in table.rows for cell in row.cells), ("Year", "Workers", "2022", "340")):
    cell.text = text
broken = document.add_paragraph("The dam is long")
broken.add_run().add_break()
broken.add_run("and wide.")
document.sections[0].header.paragraphs[0].text = "a header"
document.save("python-docx.docx")
PYTHON
