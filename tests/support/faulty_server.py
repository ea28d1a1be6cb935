#!/usr/bin/python3
"""A mail server (RFC 5321) that fails on demand, for the tests of `mail send`.

usage: faulty_server.py FOLDER [CERTIFICATE KEY]
It listens on a port of 127.0.0.1 that it writes to FOLDER/port. FOLDER/mode says how the next connection goes; what was
accepted is kept in FOLDER/box, what was said in FOLDER/log. A mode is words separated by blanks:
  CODE@STAGE        answers that at greeting, ehlo, auth, mail, rcpt, data or end (after the message)
  drop@STAGE        closes the connection there, hang@STAGE never answers
  stop@STAGE        writes FOLDER/reached and waits for FOLDER/go before it answers
  lost@end          keeps the message, then closes the connection without an answer
  tls, auth         offers STARTTLS, AUTH PLAIN (box, secret)
  single            answers 421 to a second message on a connection
"""
import base64
import os
import socketserver
import ssl
import sys
import threading
import time

folder = sys.argv[1]
lock = threading.Lock()


def note(text):
    with lock, open(f"{folder}/log", "a", encoding="utf-8") as log:
        log.write(text + "\n")


class Closed(Exception):
    pass


class Conversation(socketserver.StreamRequestHandler):
    def reply(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def at(self, stage, usual):
        """Answers as the mode wants it at that stage; false when that was no success."""
        for word in self.mode:
            what, _, where = word.partition("@")
            if where != stage:
                continue
            if what == "drop":
                raise Closed
            if what == "hang":
                self.rfile.read()
                raise Closed
            if what == "stop":
                open(f"{folder}/reached", "w", encoding="utf-8").close()
                while not os.path.exists(f"{folder}/go"):
                    time.sleep(0.002)
            if what.isdigit():
                self.reply(f"{what} as the mode wants")
                return False
        self.reply(usual)
        return True

    def keep(self, message):
        with lock:
            number = len(os.listdir(f"{folder}/box"))
            with open(f"{folder}/box/{number}.tmp", "wb") as file:
                file.write(message)
            os.rename(f"{folder}/box/{number}.tmp", f"{folder}/box/{number}")

    def message(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise Closed
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def secure(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.mode.remove("tls")

    def handle(self):
        with open(f"{folder}/mode", encoding="utf-8") as file:
            self.mode = file.read().split()
        note("connected")
        try:
            self.talk()
        except (Closed, OSError):
            note("closed")

    def talk(self):
        if not self.at("greeting", "220 faulty.example ESMTP"):
            return
        taken = 0
        while line := self.rfile.readline():
            words = line.decode("utf-8", "replace").split()
            verb = words[0].upper() if words else ""
            note(" ".join(words[:1] if verb == "AUTH" else words))
            if verb == "EHLO":
                offers = ["8BITMIME", "SMTPUTF8"] + ["STARTTLS"] * ("tls" in self.mode) + ["AUTH PLAIN"] * ("auth" in self.mode)
                if not any(word.endswith("@ehlo") for word in self.mode):
                    self.reply("250-faulty.example")
                    for offer in offers[:-1]:
                        self.reply("250-" + offer)
                self.at("ehlo", "250 " + offers[-1])
            elif verb == "STARTTLS":
                self.reply("220 go ahead")
                self.secure()
            elif verb == "AUTH":
                given = words[2] if len(words) > 2 else None
                if given is None:
                    self.reply("334 ")
                    given = self.rfile.readline().decode().strip()
                right = base64.b64decode(given) == b"\0box\0secret"
                self.at("auth", "235 welcome" if right else "535 wrong name or password")
            elif verb == "MAIL":
                if "single" in self.mode and taken:
                    self.reply("421 one message each")
                    return
                self.at("mail", "250 sender")
            elif verb == "RCPT":
                self.at("rcpt", "250 recipient")
            elif verb == "DATA":
                if not self.at("data", "354 go ahead"):
                    continue
                message = self.message()
                lost = "lost@end" in self.mode
                refuses = any(word.endswith("@end") and word[:3].isdigit() for word in self.mode)
                if lost:
                    self.keep(message)
                    return
                if any(word in ("drop@end", "hang@end") for word in self.mode):
                    self.at("end", "")
                if not refuses:
                    self.keep(message)
                self.at("end", "250 kept")
                taken += 1
            elif verb == "QUIT":
                self.reply("221 bye")
                return
            else:
                self.reply("250 fine")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


os.makedirs(f"{folder}/box", exist_ok=True)
with Server(("127.0.0.1", 0), Conversation) as server:
    with open(f"{folder}/port.tmp", "w", encoding="utf-8") as port:
        port.write(str(server.server_address[1]))
    os.rename(f"{folder}/port.tmp", f"{folder}/port")
    server.serve_forever()
