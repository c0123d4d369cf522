// SPDX-License-Identifier: MIT
#include "model/core/number_text.hpp"

#include "tests/support/catch.hpp"

using namespace wordfield;

TEST_CASE("numbers for people have no exponent and a comma for every thousand", "[core]") {
    CHECK(plain_number(0.00132) == "0.0013");
    CHECK(plain_number(0.00089) == "0.00089");
    CHECK(plain_number(0.005, 4) == "0.005");
    CHECK(plain_number(1485) == "1,485");
    CHECK(plain_number(1234567.8, 3) == "1,234,568");
    CHECK(plain_number(100) == "100"); // zeros before the point stay
    CHECK(plain_number(12.04, 3) == "12");
    CHECK(plain_number(0.0099999) == "0.01");
    CHECK(plain_number(999.96, 4) == "1,000");
    CHECK(plain_number(-0.5) == "-0.5");
    CHECK(plain_number(0) == "0");
    CHECK(plain_number(4e-9) == "< 0.000001");
    CHECK(plain_number(-4e-9) == "> -0.000001");
    CHECK(plain_number(-71291) == "-71,291");
    CHECK(plain_number(2e-6) == "0.000002");
}

TEST_CASE("a typed number is read with either decimal mark and with thousands", "[core]") {
    for (const auto& [typed, meant] : {std::pair{"0.5", 0.5},
                                       {".5", 0.5},
                                       {" 3 ", 3.0},
                                       {"0,5", 0.5},
                                       {"0,005", 0.005},
                                       {"1,485", 1485.0},
                                       {"12,345,678.25", 12345678.25},
                                       {"1234,5", 1234.5},
                                       {"1,48", 1.48},
                                       {"1e-3", 1e-3},
                                       {"+2", 2.0},
                                       {"-2", -2.0}}) {
        INFO(typed);
        REQUIRE(typed_number(typed));
        CHECK(*typed_number(typed) == Approx(meant));
    }
    for (const char* const typed :
         {"", " ", "warm", "1.2.3", "1,2,3", "3x", "--3", "-+3", "inf", "nan", "1e999", ","}) {
        INFO(typed);
        CHECK_FALSE(typed_number(typed));
    }
}

TEST_CASE("rounded numbers have no minus before a zero", "[core]") {
    CHECK(format("%+.3f", rounded(-0.0004, 3)) == "+0.000");
    CHECK(format("%+.3f", rounded(-0.0006, 3)) == "-0.001");
    CHECK(rounded(2.34567, 2) == Approx(2.35));
}
