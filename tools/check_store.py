#!/usr/bin/env python3
"""Is a STORE a MEDS data set? Holds it to the schemas of the PyPI package `meds`, and to MEDS' rules of order.

    tools/check_store.py STORE...

Every data file must validate as it stands; a subject stands in one file, its events together and in order of time, those without a
time first. Skips with a line where pyarrow or meds is not installed. Exits with 1 when a rule is broken.
"""

import json
import pathlib
import sys

try:
    import meds
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as error:
    print(f"check_store: skipped: needs the Python packages pyarrow and meds ({error.name} is not installed)")
    sys.exit(0)


def order_errors(name, table, seen):
    last_subject, last_time = None, None
    for subject, time in zip(table["subject_id"].to_pylist(), table["time"].to_pylist(), strict=True):
        if subject != last_subject:
            if subject in seen:
                yield f"{name}: subject {subject} stands in two places"
            seen.add(subject)
        elif (time is None and last_time is not None) or (time is not None and last_time is not None and time < last_time):
            yield f"{name}: the events of subject {subject} are not in order of time"
        last_subject, last_time = subject, time


def errors_of(store):
    seen = set()
    files = sorted((store / "data").glob("**/*.parquet"))
    if not files:
        yield f"{store}: has no data/*.parquet"
    for file in files:
        table = pq.read_table(file)
        try:
            meds.DataSchema.validate(table)
        except Exception as error:  # whatever the package raises is its verdict
            yield f"{file}: {error}"
        yield from order_errors(file, table, seen)
    codes = store / "metadata" / "codes.parquet"
    try:
        table = pq.read_table(codes)
        meds.CodeMetadataSchema.validate(table)
        names = table["code"].to_pylist()
        if len(names) != len(set(names)):
            yield f"{codes}: a code stands in two rows"
    except Exception as error:
        yield f"{codes}: {error}"
    dataset = store / "metadata" / "dataset.json"
    try:
        meds.DatasetMetadataSchema.validate(json.loads(dataset.read_text()))
    except Exception as error:
        yield f"{dataset}: {error}"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.strip())
    failed = False
    for name in sys.argv[1:]:
        errors = list(errors_of(pathlib.Path(name)))
        for line in errors[:20]:
            print(f"check_store: {line}", file=sys.stderr)
        failed = failed or bool(errors)
        if not errors:
            print(f"{name}: a MEDS {meds.__version__} data set (pyarrow {pa.__version__})")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
