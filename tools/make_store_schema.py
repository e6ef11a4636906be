#!/usr/bin/env python3
"""Writes writers/store_schema.h: the Arrow schemas that a STORE's Parquet files name, as MEDS has them. Needs pyarrow.

    tools/make_store_schema.py [--check]

DuckDB writes neither Arrow's large strings nor which columns are never null; Arrow reads both from the key `ARROW:schema` of a file.
The columns of our own come from src/records/store_format.h. With --check nothing is written: exits with 1 when the file is another.
"""

import argparse
import base64
import pathlib
import re
import sys

try:
    import pyarrow as pa
except ImportError:
    sys.exit("make_store_schema: needs pyarrow")

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADER = ROOT / "writers" / "store_schema.h"
TYPES = {
    "UINTEGER": pa.uint32(),
    "SMALLINT": pa.int16(),
    "BIGINT": pa.int64(),
    "DATE": pa.date32(),
    "VARCHAR": pa.string(),
}

TEXT = """// StoreSchema: the Arrow schemas of a STORE's Parquet files, written by tools/make_store_schema.py.
//
// The value of the key ARROW:schema, from which Arrow learns what Parquet cannot say: that text_value is a large string, and
// which columns are never null.
#pragma once

#include <string_view>

namespace eligo::writers {

inline constexpr std::string_view kDataSchema =
%s;

inline constexpr std::string_view kCodesSchema =
%s;

}  // namespace eligo::writers
"""


def lines(schema):
    # An IPC message: continuation mark, length, flatbuffer; its padding is part of it.
    text = base64.b64encode(schema.serialize().to_pybytes()).decode()
    width = 120
    return "\n".join(f'    "{text[i : i + width]}"' for i in range(0, len(text), width))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    own = re.findall(r'\{"(eligo_\w+)", "(\w+)"\}', (ROOT / "src" / "records" / "store_format.h").read_text())
    data = pa.schema(
        [
            pa.field("subject_id", pa.int64(), nullable=False),
            pa.field("time", pa.timestamp("us")),
            pa.field("code", pa.string(), nullable=False),
            pa.field("numeric_value", pa.float32()),
            pa.field("text_value", pa.large_string()),
        ]
        + [pa.field(name, TYPES[kind]) for name, kind in own]
    )
    codes = pa.schema(
        [
            pa.field("code", pa.string(), nullable=False),
            pa.field("description", pa.string()),
            pa.field("parent_codes", pa.list_(pa.string())),
        ]
    )
    text = TEXT % (lines(data), lines(codes))
    if not options.check:
        HEADER.write_text(text)
    elif HEADER.read_text() != text:
        print("writers/store_schema.h is not what tools/make_store_schema.py makes; run it", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
