"""What a team's server says when it refuses, for those who do not run it."""

from __future__ import annotations

import re

_SAYINGS = (
    (
        r"relation .* does not exist",
        "it has no tables for calls that you may see; whoever owns it makes them with `call-assist team init`, "
        "and adds you with `call-assist team add`.",
    ),
    (
        r"role (?P<it>\".+?\") is not permitted to log in",
        "{it} is shut out of it; whoever owns it lets people in again with `call-assist team add`.",
    ),
    (
        r"password authentication failed",
        "the name or the password is wrong, was changed, or has run out; type the password anew with "
        "`call-assist team join`, or ask whoever owns it for another.",
    ),
    (
        r"no password supplied",
        "it asks for a password, and none is known here; `call-assist team join` takes yours into the keyring, "
        "or give it in CALL_ASSIST_TEAM_PASSWORD.",
    ),
    (
        r"database (?P<it>\".+?\") does not exist",
        "the server has no database {it}; mend the end of the address, or ask whoever runs the server to make it.",
    ),
    (
        r"role (?P<it>\".+?\") does not exist",
        "it knows nobody called {it}; mend the name in the address, or ask whoever owns it for "
        "`call-assist team add`.",
    ),
    (
        r"no pg_hba\.conf entry[^\n]*(SSL off|no encryption)",
        "it lets nobody in from this machine without encryption, or not under that name; put ?sslmode=require at the "
        "end of the address, or ask whoever runs the server.",
    ),
    (
        r"no pg_hba\.conf entry|pg_hba\.conf rejects",
        "it lets nobody in from this machine under that name; ask whoever runs the server to allow it in pg_hba.conf.",
    ),
    (
        r"server does not support SSL",
        "the address asks for encryption, and the server has none; ask whoever runs it to switch TLS on.",
    ),
    (
        r"root certificate file (?P<it>\".+?\") does not exist",
        "nothing says which certificate to trust; put the one of whoever signed the server's into {it}, or name it in "
        "the address as sslrootcert=FILE.",
    ),
    (
        r"certificate verify failed|certificate for .* does not match",
        "its certificate is not one to trust ({reason}); mend sslrootcert or the host in the address, or ask whoever "
        "runs the server.",
    ),
    (
        r"(?P<it>invalid (connection option|port number|integer value|\w+ value)[^\n]*)",
        "the address is wrong: {it}; mend what stands behind the host or the ?.",
    ),
    (
        r"permission denied to create role",
        "you may not make people's roles there; ask whoever runs the server for ALTER ROLE … CREATEROLE, or use the "
        "address of who made the team's tables.",
    ),
    (
        r"change another role's password",
        "the server knew somebody of that name before, and you may not change their password; say --no-password to "
        "let them in with the one they have, or take another name.",
    ),
    (
        r"ADMIN option on role (?P<it>\".+?\")",
        "the server's role {it} was made by somebody else, and you may not change it; take another name, or ask "
        "whoever runs the server for GRANT {it} TO … WITH ADMIN OPTION.",
    ),
    (
        r"permission denied|must be owner|must be able to SET ROLE",
        "you may not do that there ({reason}); ask whoever owns it.",
    ),
    (
        r"starting up|shutting down|not yet accepting connections|recovery mode",
        "it is just starting or stopping; try again in a minute.",
    ),
    (r"too many (clients|connections)|connection slots", "too many are there just now; try again in a minute."),
    (
        r"timeout expired|timed out|no route to host|unreachable",
        "it does not answer; check the network, and the host and port in the address.",
    ),
    (
        r"connection refused",
        "nothing answers at that host and port; check the address, or ask whoever runs the server whether it is on.",
    ),
    (
        r"name or service not known|nodename nor servname|getaddrinfo|name resolution|failed to resolve"
        r"|no address associated|nobody says in time|translate host name",
        "nobody here knows its host; check the network, and the host in the address.",
    ),
    (
        r"on socket .* failed",
        "no server is on this machine; put its host into the address: postgresql://NAME@HOST/DATABASE.",
    ),
    (
        r"terminating connection|closed the connection|connection (is|was|has been)? ?(closed|lost|reset)"
        r"|could not (send|receive)|broken pipe|reset by peer",
        "the connection broke off; try again.",
    ),
    (r"no space left|disk full", "the server's disk is full; ask whoever runs it to free some."),
    (r"read-only transaction", "it may only be read; ask whoever runs the server for the address to write to."),
)  # fmt: skip
"""Patterns, the most telling first, and what they mean; `it` is what they name, `reason` what the server said."""


def in_plain_words(said: str) -> str | None:
    """What is wrong and what helps, for all that a server and its library said; None where that is anything else."""
    for pattern, sentence in _SAYINGS:
        if found := re.search(pattern, said, re.IGNORECASE):
            it = found.groupdict().get("it") or ""
            line = next(line for line in said.splitlines() if re.search(pattern, line, re.IGNORECASE))
            return sentence.format(it=it.replace('"', ""), reason=bare(line))
    return None


def bare(line: str) -> str:
    """The reason itself, without where the library was connecting to."""
    return re.sub(r"^.*(?:FATAL|ERROR):\s+|^connection .* failed: ", "", line).strip().rstrip(".")
