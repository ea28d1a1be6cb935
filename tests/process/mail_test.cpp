// Mail on its way: to a server that fails at every stage, through a sendmail program, and to OpenSMTPD. Each mail arrives
// exactly once or is visibly undelivered, whatever is killed when.
#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <set>

#include "support/mail_server.hpp"
#include "support/process.hpp"

using namespace mssp::test;

namespace {

// A provider with as many mails to one address each.
class Provider {
 public:
  explicit Provider(int mails = 1) {
    std::string addresses;
    for (int i = 1; i <= mails; ++i) addresses += (i > 1 ? "," : "") + ("box" + std::to_string(i)) + "@acme.example";
    must({"tenant", "create", "--name", "Acme", "--tier", "starter", "--seats", "5"});
    must({"report", "generate", "--tenant", "acme", "--month", "2025-08", "--format", "json", "--email", addresses});
  }

  void smtp(const std::string& port, const std::string& more = {}, const std::string& host = "127.0.0.1", const char* timeout = "20s") {
    world.configure("smtp: {url: 'smtp://" + host + ":" + port + "', from: reports@mssp.example, timeout: " + timeout + more + "}\n");
  }

  Ended must(const std::vector<std::string>& words) const {
    Ended ended = world.run(words);
    INFO(ended.err);
    REQUIRE(ended.status == 0);
    return ended;
  }
  Ended send() const { return world.run({"mail", "send"}); }
  nlohmann::json show() const { return nlohmann::json::parse(must({"mail", "show", "--mail", "M-1", "--format", "json"}).out); }
  std::size_t count(const std::string& state) const {
    return nlohmann::json::parse(must({"mail", "list", "--state", state, "--format", "json"}).out).size();
  }

  ProcessWorld world;
};

std::string header(const std::string& mail, const std::string& name) {
  const auto at = mail.find("\r\n" + name + ": ");
  return at == std::string::npos ? "" : mail.substr(at, mail.find("\r\n", at + 2) - at);
}

std::set<std::string> message_ids(const std::vector<std::string>& mails) {
  std::set<std::string> all;
  for (const std::string& mail : mails) all.insert(header(mail, "Message-ID"));
  return all;
}

}  // namespace

TEST_CASE("a failure at each stage leaves a mail put off, bounced or waiting, and the next run delivers it once") {
  struct Case {
    const char* mode;
    int status;
    const char* state;
    std::size_t attempts;  // that were recorded
  };
  const auto fault = GENERATE(values<Case>({{"421@greeting", 6, "queued", 0},
                                            {"554@greeting", 1, "queued", 0},
                                            {"drop@greeting", 6, "queued", 0},
                                            {"drop@ehlo", 6, "queued", 0},
                                            {"451@mail", 0, "deferred", 1},
                                            {"552@mail", 1, "bounced", 1},
                                            {"450@rcpt", 0, "deferred", 1},
                                            {"550@rcpt", 1, "bounced", 1},
                                            {"drop@rcpt", 0, "deferred", 1},
                                            {"451@data", 0, "deferred", 1},
                                            {"452@end", 0, "deferred", 1},
                                            {"554@end", 1, "bounced", 1},
                                            {"drop@end", 0, "deferred", 1}}));
  CAPTURE(fault.mode);
  const FaultyServer server(fault.mode);
  Provider provider;
  provider.smtp(server.port());
  const Ended ended = provider.send();
  INFO(ended.err);
  CHECK(ended.status == fault.status);
  CHECK(server.box().empty());
  const auto mail = provider.show();
  CHECK(mail.at("state") == fault.state);
  CHECK(mail.at("history").size() == fault.attempts);
  CHECK_FALSE(mail.at("answer").is_null());
  const bool uncertain = std::string(fault.mode) == "drop@end";
  if (fault.attempts > 0) CHECK((mail.at("history")[0].at("outcome") == "uncertain") == uncertain);
  CHECK(provider.send().status == (mail.at("state") == "queued" ? fault.status : 0));  // not due yet, or as before

  server.mode("");
  if (mail.at("state") != "queued") provider.must({"mail", "retry", "--mail", "M-1"});
  CHECK(provider.send().status == 0);
  CHECK(provider.send().status == 0);
  CHECK(server.box().size() == 1);
  CHECK(provider.count("sent") == 1);
}

TEST_CASE("a server that hangs is waited for no longer than the timeout") {
  const auto [mode, outcome] = GENERATE(table<std::string, std::string>({{"hang@rcpt", "deferred"}, {"hang@end", "uncertain"}}));
  const FaultyServer server(mode);
  Provider provider;
  provider.smtp(server.port(), "", "127.0.0.1", "1s");
  CHECK(provider.send().status == 0);
  CHECK(provider.show().at("history")[0].at("outcome") == outcome);
  CHECK(server.box().empty());
}

TEST_CASE("a server that is silent again and again is left alone, and what was not tried keeps its turn") {
  const FaultyServer server("drop@rcpt");
  Provider provider(6);
  provider.smtp(server.port());
  const Ended ended = provider.send();
  CHECK(ended.status == 6);
  CHECK(ended.err.find("the mail server does not answer") != std::string::npos);
  CHECK(provider.count("deferred") == 3);
  CHECK(provider.count("queued") == 3);
}

TEST_CASE("a mail whose answer was lost is sent again under the same Message-ID, and its attempt says so") {
  const FaultyServer server("lost@end");
  Provider provider;
  provider.smtp(server.port());
  CHECK(provider.send().status == 0);
  CHECK(provider.show().at("history")[0].at("outcome") == "uncertain");
  server.mode("");
  provider.must({"mail", "retry", "--mail", "M-1"});
  CHECK(provider.send().status == 0);
  const auto box = server.box();
  REQUIRE(box.size() == 2);
  CHECK(box[0] == box[1]);  // the same bytes
  CHECK(message_ids(box).size() == 1);
}

TEST_CASE("nobody listens: the mail waits") {
  std::string port;
  {
    const FaultyServer gone("");
    port = gone.port();
  }
  Provider provider;
  provider.smtp(port);
  const Ended ended = provider.send();
  CHECK(ended.status == 6);
  CHECK(provider.show().at("state") == "queued");
  CHECK(provider.show().at("attempts") == 0);
}

TEST_CASE("TLS and sign-in: what is not safe is not sent") {
  const FaultyServer server("tls auth", "localhost");
  Provider provider;
  const auto secret = provider.world.folder() / "secret";
  write_whole(secret, "secret\n");
  ::chmod(secret.c_str(), 0600);
  const std::string sign_in = ", username: box, password_file: " + secret.native();
  const std::string trusted = ", tls: required, ca_file: " + server.certificate().native();
  const auto refused = [&](const std::string& why) {
    const Ended ended = provider.send();
    INFO(ended.err);
    CHECK(ended.status == 1);
    CHECK(ended.err.find("the mail server cannot be used") != std::string::npos);
    CHECK(ended.err.find(why) != std::string::npos);
    CHECK(provider.show().at("state") == "queued");
    CHECK(server.box().empty());
  };
  SECTION("a certificate nobody vouches for") {
    provider.smtp(server.port(), ", tls: required" + sign_in, "localhost");
    refused("certificate");
  }
  SECTION("a certificate for another name") {
    provider.smtp(server.port(), trusted + sign_in, "127.0.0.1");
    refused("");
  }
  SECTION("no TLS where it is required") {
    server.mode("auth");
    provider.smtp(server.port(), trusted + sign_in, "localhost");
    refused("");
  }
  SECTION("a wrong password") {
    write_whole(secret, "guess\n");
    provider.smtp(server.port(), trusted + sign_in, "localhost");
    refused("535 wrong name or password");
    CHECK(server.count("MAIL") == 0);
  }
  SECTION("a password file that others may read") {
    ::chmod(secret.c_str(), 0644);
    provider.smtp(server.port(), trusted + sign_in, "localhost");
    refused("is open to others");
    CHECK_FALSE(std::filesystem::exists(server.folder() / "log"));
  }
  SECTION("all is well") {
    provider.smtp(server.port(), trusted + sign_in, "localhost");
    const Ended ended = provider.send();
    INFO(ended.err);
    CHECK(ended.status == 0);
    CHECK(server.box().size() == 1);
    CHECK(server.count("AUTH") == 1);
  }
}

TEST_CASE("many mails go over one connection, or over many when the server wants that") {
  const auto [mode, connections] = GENERATE(table<std::string, std::size_t>({{"", 1}, {"single", 8}}));
  CAPTURE(mode);
  const FaultyServer server(mode);
  Provider provider(8);
  provider.smtp(server.port());
  const Ended ended = provider.send();
  INFO(ended.err);
  CHECK(ended.status == 0);
  CHECK(message_ids(server.box()).size() == 8);
  CHECK(server.box().size() == 8);
  CHECK(server.count("connected") == connections);
}

TEST_CASE("two senders at once send each mail once") {
  const FaultyServer server("");
  Provider provider(12);
  provider.smtp(server.port());
  const auto first = provider.world.start({"mail", "send"});
  const auto second = provider.world.start({"mail", "send"});
  for (const int status : {first->wait().status, second->wait().status}) CHECK((status == 0 || status == 6));
  provider.send();
  CHECK(server.box().size() == 12);
  CHECK(message_ids(server.box()).size() == 12);
  CHECK(provider.count("sent") == 12);
}

TEST_CASE("a sender killed at any point leaves the truth to the next run") {
  const auto stage = GENERATE(as<std::string>(), "greeting", "ehlo", "mail", "rcpt", "data", "end");
  const bool all_of_it = GENERATE(false, true);  // its delivery program too
  CAPTURE(stage, all_of_it);
  const FaultyServer server("stop@" + stage);
  Provider provider(3);
  provider.smtp(server.port());
  const auto sender = provider.world.start({"mail", "send"}, [] { ::setpgid(0, 0); });
  wait_for_file(server.folder() / "reached");
  CHECK(provider.count("sending") == 3);
  ::kill(all_of_it ? -sender->id() : sender->id(), SIGKILL);
  CHECK(sender->wait().signal == SIGKILL);
  server.mode("");
  write_whole(server.folder() / "go", "");
  const Ended next = provider.send();
  INFO(next.err);
  CHECK(next.status == 0);
  CHECK(next.err.find("an earlier 'mail send' ended early") != std::string::npos);
  const auto mail = provider.show();
  CHECK(provider.count("sent") + provider.count("deferred") == 3);
  if (stage == "end" && all_of_it) {
    // Nobody was left to hear the answer: that is said, and the mail is tried again later.
    CHECK(mail.at("state") == "deferred");
    CHECK(mail.at("history")[0].at("outcome") == "uncertain");
  } else {
    CHECK(provider.count("sent") == 3);
  }
  CHECK(server.box().size() == 3);
  CHECK(message_ids(server.box()).size() == 3);
  provider.world.require_sound();
}

TEST_CASE("a delivery program that dies is no answer") {
  const FaultyServer server("stop@rcpt");
  Provider provider;
  provider.smtp(server.port());
  const auto sender = provider.world.start({"mail", "send"});
  wait_for_file(server.folder() / "reached");
  const std::string children = read_whole("/proc/" + std::to_string(sender->id()) + "/task/" + std::to_string(sender->id()) + "/children");
  ::kill(std::stoi(children), SIGKILL);
  CHECK(sender->wait().status == 0);
  write_whole(server.folder() / "go", "");
  CHECK(provider.show().at("history")[0].at("answer") == "the delivery program ended early");
  CHECK(provider.show().at("state") == "deferred");
}

TEST_CASE("a sendmail program takes the mail, puts it off or refuses it") {
  struct Case {
    int exit_status;
    int status;
    const char* state;
  };
  const auto [exit_status, status, state] = GENERATE(values<Case>({{0, 0, "sent"}, {75, 0, "deferred"}, {67, 1, "bounced"}}));
  Provider provider;
  const auto folder = provider.world.folder();
  const auto program = folder / "sendmail";
  write_whole(program, "#!/bin/sh\nprintf '%s\\n' \"$@\" >" + (folder / "arguments").native() + "\ncat >" + (folder / "mail").native() +
                           "\necho some words >&2\nexit " + std::to_string(exit_status) + "\n");
  ::chmod(program.c_str(), 0755);
  provider.world.configure("mail: {transport: sendmail, sendmail: " + program.native() + ", from: reports@mssp.example}\n");
  CHECK(provider.send().status == status);
  CHECK(provider.show().at("state") == state);
  CHECK(provider.show().at("answer") == "some words");
  CHECK(read_whole(folder / "arguments") == "-i\n-f\nreports@mssp.example\n--\nbox1@acme.example\n");
  const std::string mail = read_whole(folder / "mail");
  CHECK(mail.find("\nTo: box1@acme.example\n") != std::string::npos);
  CHECK(mail.find('\r') == std::string::npos);
}

TEST_CASE("OpenSMTPD takes reports over, and what it delivers is what was sent") {
  if (!std::filesystem::exists("/usr/sbin/smtpd") || ::geteuid() != 0) {
    WARN("not tested: OpenSMTPD is not installed, or this is not root");
    return;
  }
  Provider provider(3);
  const TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0777));
  const std::string box = (folder.path() / "box").native();
  std::filesystem::create_directory(box);
  std::filesystem::permissions(box, std::filesystem::perms(0777));
  const std::string port = std::to_string(20000 + ::getpid() % 10000);
  write_whole(folder.path() / "smtpd.conf", "listen on 127.0.0.1 port " + port + "\naction \"keep\" maildir \"" + box +
                                                "\" virtual { \"@\" = nobody }\nmatch from any for any action \"keep\"\n");
  Process smtpd({"/usr/sbin/smtpd", "-d", "-f", (folder.path() / "smtpd.conf").native()}, {{"PATH", "/usr/sbin:/usr/bin:/sbin:/bin"}});
  provider.smtp(port);
  // It needs a moment to listen.
  int status = 6;
  for (int i = 0; i < 100 && status == 6; ++i) status = provider.send().status;
  CHECK(status == 0);
  CHECK(provider.count("sent") == 3);
  const std::string report = read_whole(provider.world.folder() / "store/reports/acme/acme_executive_2025-08.json");
  write_whole(folder.path() / "read.py",
              "import email, email.policy, glob, sys, time\n"
              "end = time.time() + 20\n"
              "while len(glob.glob(sys.argv[1] + '/new/*')) < 3 and time.time() < end: time.sleep(0.01)\n"
              "for file in glob.glob(sys.argv[1] + '/new/*'):\n"
              "    mail = email.message_from_binary_file(open(file, 'rb'), policy=email.policy.default)\n"
              "    (part,) = mail.iter_attachments()\n"
              "    assert not mail.defects and mail['auto-submitted'] == 'auto-generated'\n"
              "    assert 'Attached is the report' in mail.get_body(('plain',)).get_content()\n"
              "    print(mail['to'], part.get_filename(), part.get_content() == open(sys.argv[2], 'rb').read())\n");
  Process reader({"/usr/bin/python3", (folder.path() / "read.py").native(), box,
                  (provider.world.folder() / "store/reports/acme/acme_executive_2025-08.json").native()},
                 {{"PATH", "/usr/bin:/bin"}});
  const Ended read = reader.wait();
  INFO(read.err);
  for (int i = 1; i <= 3; ++i) {
    CHECK(read.out.find("box" + std::to_string(i) + "@acme.example acme_executive_2025-08.json True\n") != std::string::npos);
  }
  smtpd.signal(SIGTERM);
  smtpd.wait();
}
