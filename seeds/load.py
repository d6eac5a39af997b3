"""Load reports into the database: `python seeds/load.py 2020 [2021 …]`.

The same as `vet seed load 2020`, into the database of VET_DATABASE_URL or the default one, except that a database that is not
there is made first, with the catalogue. Prints what changed, form by form.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from liuzhou_vet.cli.main import main
from liuzhou_vet.database.address import parse
from liuzhou_vet.errors import VetError
from liuzhou_vet.words import chosen_language, use_language


def make_database() -> None:
    """Make the database with the catalogue if it is a file that is not there."""
    address = parse(os.environ.get("VET_DATABASE_URL"))
    if address.path is not None and not address.path.exists():
        from liuzhou_vet.database.writer import create

        create(address, with_seeds=False)


if __name__ == "__main__":
    reports = sys.argv[1:]
    if not reports:
        sys.exit(__doc__)
    use_language(chosen_language(reports))
    try:
        make_database()
    except VetError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    main(["seed", "load", *reports])
