"""One request over HTTP: bounded in time and size, redirects counted, gzip unpacked, addresses inside the own network refused.

The standard library does it: no other client is needed for one page at a time, and it obeys the proxy settings of the system.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any

from marsad.errors import InputError

MAX_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
_CHUNK = 1 << 16


class WebError(InputError):
    """A page that was not got. ``lasting``: asking again will not help."""

    def __init__(self, problem: str, url: str, hint: str = "", *, lasting: bool = False, retry_after: float | None = None) -> None:
        super().__init__(problem, where=url, hint=hint or ("" if lasting else "Run it again later."))
        self.lasting, self.retry_after = lasting, retry_after


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered. ``url`` is where redirects ended; ``headers`` have small letters."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, without parameters; "" where none is stated."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the server states."""
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        found = message.get_param("charset")
        return found if isinstance(found, str) and found else None


class Web:
    """Asks servers.

    Parameters
    ----------
    agent: how we name ourselves.
    timeout: seconds without any answer after which we give up.
    deadline: seconds after which we give up whatever the server does.
    limit: most bytes of an answer, as sent and unpacked.
    """

    def __init__(self, agent: str, timeout: float = 20, deadline: float = 60, limit: int = 10_000_000) -> None:
        self._agent, self._timeout, self._deadline, self._limit = agent, timeout, deadline, limit
        self.own_network: bool | None = None
        """Whether addresses that are not public may be asked: None until the first answer, then as the first was."""
        self._open: list[http.client.HTTPConnection] = []
        self._opener = urllib.request.OpenerDirector()
        for handler in (urllib.request.ProxyHandler(), _Plain(self), _Secure(self)):
            self._opener.add_handler(handler)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        """One request, without following redirects. Any status is an answer.

        Raises
        ------
        WebError: there was no answer, or none within the bounds.
        """
        split = check_url(url)
        request = urllib.request.Request(
            _ascii(split), headers={"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*", "Connection": "close", **(headers or {})}
        )
        late = threading.Event()
        watch = threading.Timer(self._deadline, self._give_up, [late])
        watch.daemon = True
        watch.start()
        try:
            answer: Any = self._opener.open(request, timeout=self._timeout)
            if answer is None:
                raise WebError("Only http and https can be fetched", url, "Give an address that begins so.", lasting=True)
            with answer:
                found = {k.lower(): v for k, v in answer.headers.items()}
                body = b"" if answer.status in REDIRECTS or answer.status == 304 else self._read(answer, found, url, late)
                if late.is_set():
                    raise TimeoutError
                return Response(url, answer.status, found, body)
        except WebError:
            raise
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise self._failure(error, url, late.is_set()) from None
        finally:
            watch.cancel()
            self._open.clear()

    def _read(self, answer: Any, headers: Mapping[str, str], url: str, late: threading.Event) -> bytes:
        coding = headers.get("content-encoding", "identity").strip().lower()
        if coding not in ("identity", "", "gzip", "x-gzip", "deflate"):
            raise WebError(f"The answer is packed in a way that was not asked for, {coding[:20]}", url, lasting=True)
        unpack = zlib.decompressobj(47) if coding not in ("identity", "") else None  # 47: gzip or zlib, told by the header
        parts, got, size = [], 0, 0
        while chunk := answer.read1(_CHUNK):
            if late.is_set():
                raise TimeoutError
            got += len(chunk)
            data = unpack.decompress(chunk, self._limit + 1 - size) if unpack else chunk
            size += len(data)
            parts.append(data)
            if got > self._limit or size > self._limit or (unpack and unpack.unconsumed_tail):
                raise WebError(f"The answer is larger than {self._limit / 1e6:g} MB", url, "It is no article, or no feed of usual size.", lasting=True)
        stated = headers.get("content-length", "")
        if (unpack and parts and not unpack.eof) or (stated.isdecimal() and got < int(stated)):
            raise WebError("The server broke off its answer", url)
        return b"".join(parts)

    def _give_up(self, late: threading.Event) -> None:
        late.set()
        for connection in list(self._open):
            sock = connection.sock
            if sock is not None:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

    def _failure(self, error: Exception, url: str, late: bool) -> WebError:
        cause = error.reason if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception) else error
        if isinstance(cause, WebError):
            return cause
        if late:
            return WebError(f"The server took longer than {self._deadline:g} seconds", url)
        if isinstance(cause, TimeoutError):
            return WebError(f"The server was silent for {self._timeout:g} seconds", url)
        if isinstance(cause, ssl.SSLCertVerificationError):
            return WebError(f"The certificate of the server does not hold: {cause.verify_message}", url, "Check the address and the clock of this machine.")
        if isinstance(cause, socket.gaierror):
            return WebError("There is no such server, or no network", url, "Check the address and the connection.")
        if isinstance(cause, ConnectionRefusedError):
            return WebError("The server refuses connections", url)
        if isinstance(cause, http.client.IncompleteRead | http.client.RemoteDisconnected | ConnectionError):
            return WebError("The server broke off its answer", url)
        return WebError(f"The server's answer cannot be read: {str(cause)[:120] or type(cause).__name__}", url)

    def watched(self, connection: http.client.HTTPConnection, proxied: bool) -> None:
        """Take a connection that was just made into account; refuse one into the own network."""
        if proxied:
            return
        peer = ipaddress.ip_address(connection.sock.getpeername()[0].split("%")[0])
        inside = not peer.is_global
        if self.own_network is None:
            self.own_network = inside
        if inside and not self.own_network:
            connection.close()
            problem = "The address lies in the network of this machine, which a feed from outside has no business with"
            raise WebError(problem, connection.host, "Leave it.", lasting=True)


class _Plain(urllib.request.HTTPHandler):
    def __init__(self, web: Web) -> None:
        super().__init__()
        self._web = web

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_connection(self._web, http.client.HTTPConnection, req), req)


class _Secure(urllib.request.HTTPSHandler):
    def __init__(self, web: Web) -> None:
        super().__init__()
        self._web = web

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_connection(self._web, http.client.HTTPSConnection, req), req)


def _connection(web: Web, base: type[http.client.HTTPConnection], request: urllib.request.Request) -> Any:
    proxied = request.has_proxy() or getattr(request, "_tunnel_host", None) is not None

    class Watched(base):  # type: ignore[valid-type, misc]
        def __init__(self, *args: Any, **how: Any) -> None:
            super().__init__(*args, **how)
            web._open.append(self)

        def connect(self) -> None:
            super().connect()
            web.watched(self, proxied)

    return Watched


def check_url(url: str) -> urllib.parse.SplitResult:
    """The parts of an address. Raises `WebError` where it is none that can be fetched."""
    try:
        split = urllib.parse.urlsplit(url.strip())
        port = split.port
    except ValueError:
        raise WebError("The address is not well formed", url[:200], "Give it as http://host/path.", lasting=True) from None
    if split.scheme.lower() not in ("http", "https") or not split.hostname or port == 0:
        raise WebError("Only http and https can be fetched", url[:200], "Give an address that begins so.", lasting=True)
    return split


def _ascii(split: urllib.parse.SplitResult) -> str:
    """The address as it is sent: Arabic letters of the host in punycode, those of the path percent-encoded."""
    try:
        host = (split.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        host = urllib.parse.quote(split.hostname or "")
    host = f"[{host}]" if ":" in host else host
    netloc = f"{host}:{split.port}" if split.port else host
    path = urllib.parse.quote(split.path or "/", safe="/%:=&?~#+!$,;'@()*[]")
    query = urllib.parse.quote(split.query, safe="/%:=&?~#+!$,;'@()*[]")
    return urllib.parse.urlunsplit((split.scheme.lower(), netloc, path, query, ""))
