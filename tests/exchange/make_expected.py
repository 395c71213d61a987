#!/usr/bin/env python3
"""Writes what another implementation reads in tests/inputs, in the writing of
tests/support/paper.h: python-docx, openpyxl and the csv module.
Run in this folder; needs python3-docx and python3-openpyxl."""
import csv
import pathlib

import docx
import openpyxl
from docx.table import Table
from docx.text.paragraph import Paragraph

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'


def shown(text):
    lines = text.replace('\r\n', '\n').replace('\t', ' ').split('\n')
    while lines and not lines[0].strip(' '):
        lines.pop(0)
    while lines and not lines[-1].strip(' '):
        lines.pop()
    return '\\n'.join(lines)


def word_table(out, table):
    rows, columns = len(table.rows), len(table.columns)
    places = {}
    for r in range(rows):
        for c, cell in enumerate(table.row_cells(r)):
            places.setdefault(id(cell._tc), (cell, []))[1].append((r, c))
    out.append(f'table {rows}×{columns} ')
    for cell, points in places.values():
        (r, c), (last_r, last_c) = points[0], points[-1]
        assert len(points) == (last_r - r + 1) * (last_c - c + 1)
        out.append(f'{r},{c} {last_r - r + 1}×{last_c - c + 1} {shown(cell.text)}')


def word(path, out):
    document = docx.Document(path)
    for element in document.element.body:
        if element.tag == W + 'p':
            out.append('¶ ' + shown(Paragraph(element, document).text))
        elif element.tag == W + 'tbl':
            word_table(out, Table(element, document))


DECIMALS = {'General': -1, '@': -1, '0.00': 2}


def workbook(path, out):
    for sheet in openpyxl.load_workbook(path):
        spans = {m.coord.split(':')[0]: m for m in sheet.merged_cells.ranges}
        rows = columns = 0
        lines = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                merge = spans.get(cell.coordinate)
                height = merge.size['rows'] if merge else 1
                width = merge.size['columns'] if merge else 1
                rows = max(rows, cell.row - 1 + height)
                columns = max(columns, cell.column - 1 + width)
                number = isinstance(cell.value, (int, float))
                mark = f'#{DECIMALS[cell.number_format]} ' if number else ''
                text = f'{cell.value:.15g}' if number else shown(cell.value)
                lines.append(f'{cell.row - 1},{cell.column - 1} {height}×{width} {mark}{text}')
        out.append(f'table {rows}×{columns} {sheet.title}')
        out.extend(lines)


def values(path, out):
    charset = 'gb18030' if 'gb18030' in path.name else 'utf-8-sig'
    with open(path, encoding=charset, newline='') as file:
        records = list(csv.reader(file))
    out.append(f'table {len(records)}×{max(map(len, records))} ')
    for r, record in enumerate(records):
        for c, text in enumerate(record):
            out.append(f'{r},{c} 1×1 {shown(text)}')


READERS = {'.docx': word, '.xlsx': workbook, '.csv': values}

for path in sorted(pathlib.Path('../inputs').iterdir()):
    lines = []
    READERS[path.suffix](path, lines)
    pathlib.Path('expected', path.name + '.txt').write_text('\n'.join(lines) + '\n', 'utf-8')
