#include <catch2/catch.hpp>

#include "base/secret.hpp"

using mssp::holds_password;

TEST_CASE("a password in an address is seen wherever it stands") {
  for (const char* url : {"postgresql://ann:secret@h/d", "postgresql://ann:@h/d", "postgres://ann:sec/ret@h/d", "smtps://u:p@h",
                          "postgresql://h/d?password=x", "postgresql://h/d?sslmode=require&password=x", "postgresql://h/d?pass%77ord=x",
                          "postgresql:///d?sslpassword=x", "postgresql://h/d?PASSWORD=x", "postgresql://h/d?password"}) {
    INFO(url);
    CHECK(holds_password(url));
  }
}

TEST_CASE("an address without one is not taken for it") {
  for (const char* url : {"postgresql:///d", "postgresql://h:5432/d", "postgresql://ann@h:5432/d", "postgresql://[::1]:5432/d",
                          "postgresql://h/d?passfile=/x/password", "postgresql://?service=x", "postgresql://h/password",
                          "postgresql://h/d?options=-c%20a%3Db@c", "postgresql://h/d?%zz=x"}) {
    INFO(url);
    CHECK_FALSE(holds_password(url));
  }
}
