"""The README's commands for a server: each does what is said beside it, with the addresses of this run in place of the README's."""

import re
import shlex
from collections.abc import Callable
from typing import Any

import pytest
from postgres_server import Server
from readme import README

OWNER, VISITOR = "postgresql://owner@server/vet", "postgresql://visitor:...@server/vet"


@pytest.mark.slow
def test_the_commands_for_a_server(postgres: Server, vet: Callable[..., Any]) -> None:
    block = re.search(r"<!-- server -->\n```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    assert f"export VET_DATABASE_URL={OWNER}" in block[1]
    owner = postgres.database()
    role = postgres.role_of(owner)
    said: dict[str, str] = {}
    try:
        for line in block[1].splitlines():
            command, *words = shlex.split(line, comments=True)
            if command == "vet":
                words = [role if word == "visitor" else word.replace(VISITOR, said.get("db reader", "")) for word in words]
                ran = vet(*words, database=owner)
                assert ran.code == 0, (line, ran.err)
                said[" ".join(words[:2])] = ran.out.strip()
        assert said["db init"] == ""
        assert role in said["db reader"]
        assert "柳州市第一职业技术学校" in said[f"--database {said['db reader']}"]
    finally:
        postgres.drop_role(role, owner)
