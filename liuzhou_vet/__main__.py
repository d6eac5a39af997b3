"""`python -m liuzhou_vet` is the same program as `vet`."""

from .cli.main import main

main()
