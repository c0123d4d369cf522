// SPDX-License-Identifier: MIT
// Vectors in tables: CSV, JSON lines and the projector's files, with what else they say of words.
#include "tests/support/catch.hpp"
#include "tests/support/vector_files.hpp"

using namespace wordfield;
using test::floats;
using Words = std::vector<std::string>;

namespace {

const MetadataColumn* column(const VectorTable& table, const std::string& name) {
    for (const MetadataColumn& one : table.columns)
        if (one.name == name) return &one;
    return nullptr;
}

} // namespace

TEST_CASE("CSV: a column of vectors, quotation marks, columns beside", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table = files.read_bytes(
        "a.csv",
        "id,word,vector,category,count,topic\r\n1,\"a, \"\"b\"\"\",\"[0.5, -1e-3]\",x,7,\"two\nlines\"\r\n"
        "2,cat,[2 3],,0,\r\n");
    CHECK(table.words == Words{"a, \"b\"", "cat"});
    CHECK((*table.vectors)(0, 1) == -1e-3F);
    CHECK((*table.vectors)(1, 0) == 2.0F);
    CHECK(table.categories == Words{"x", ""});
    CHECK(table.counts == std::vector<std::int64_t>{7, 0});
    REQUIRE(column(table, "topic") != nullptr);
    CHECK(column(table, "topic")->values == Words{"two\nlines", ""});
    REQUIRE(column(table, "id") != nullptr);
    CHECK(table.columns.size() == 2);
}

TEST_CASE("CSV: a column for each number", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table =
        files.read_bytes("a.csv", "year,name,x0,x1,x2,size2\n1999,cat,1,2,3,9\n2000,dog,4,5,6,8\n");
    CHECK(table.words == Words{"cat", "dog"});
    CHECK(table.vectors->cols() == 3);
    CHECK((*table.vectors)(1, 2) == 6.0F);
    CHECK(column(table, "year") != nullptr);
    CHECK(column(table, "size2") != nullptr);
}

TEST_CASE("CSV: a column of a number each, and neighbours are no vectors", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table =
        files.read_bytes("a.csv", "word,x,y,neighbors,embedding\ncat,1,2,\"{\"\"ids\"\":[1]}\",\"[5,6,7]"
                                  "\"\ndog,3,4,\"{}\",\"[8,9,1]\"\n");
    CHECK(table.vectors->cols() == 3);
    CHECK((*table.vectors)(0, 0) == 5.0F);
    CHECK(table.words == Words{"cat", "dog"});
}

TEST_CASE("CSV: rows that do not fit, by their line", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table = files.read_bytes(
        "a.csv", "word,vector\n\"c\na\nt\",\"[1,2]\"\nbad,\"[1]\"\ndots,\"[1 ... 2]\"\nfew\ndog,\"[3,4]\"\n");
    CHECK(table.words == Words{"c\na\nt", "dog"});
    CHECK(table.notes.front() == "a.csv: 2 rows × 2, 3 rows skipped: lines 5, 6, 7 (has 1 numbers, not 2)");
    CHECK(files.refusal("a.csv", "word,vector\ncat,\"[1,2]\"\ndog,\"[1,") ==
          "a.csv, line 3: is where the file is cut off (get the whole file)");
}

TEST_CASE("JSON lines: vector, word and the rest by their kind", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table = files.read_bytes(
        "a.jsonl",
        R"({"neighbors":{"ids":[1,2],"distances":[0.1,0.2]},"text":"na\u00efve \ud83d\ude00","embedding":[1,-2.5e0],"n":5,"ok":true})"
        "\n\n"
        R"({"embedding":[3,4],"text":"a\"b","n":null,"more":[1,2,3]})"
        "\n");
    CHECK(table.words == Words{"na\xC3\xAFve \xF0\x9F\x98\x80", "a\"b"});
    CHECK((*table.vectors)(0, 1) == -2.5F);
    REQUIRE(column(table, "n") != nullptr);
    CHECK(column(table, "n")->values == Words{"5", ""});
    CHECK(column(table, "ok")->values == Words{"true", ""});
    CHECK(column(table, "more") == nullptr);
}

TEST_CASE("JSON lines: lines that do not fit, and none that do", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table = files.read_bytes(
        "a.jsonl", "{\"word\":\"a\",\"vector\":[1,2]}\n{\"word\":\"b\",\"vector\":[1,]}\n{\"word\":\"c\"}\n"
                   "{\"word\":\"d\",\"vector\":[1,NaN]}\n{\"word\":\"e\",\"vector\":[3,4]}\n");
    CHECK(table.words == Words{"a", "e"});
    CHECK(table.notes.front().find("3 rows skipped: lines 2, 3, 4") != std::string::npos);
    CHECK(files.refusal("a.jsonl", "{\"word\":\"a\",\"vector\":[1,2]}\n{\"word\":\"b\",\"vec") ==
          "a.jsonl, line 2: is where the file is cut off (get the whole file)");
}

TEST_CASE("JSON lines: without a word rows are numbered, whatever a key is called", "[model][vectors]") {
    const test::VectorFiles files;
    const VectorTable table =
        files.read_bytes("a.jsonl", "{\"vector\":[1,2]}\n{\"\":\"x\",\"vector\":[3,4]}\n");
    CHECK(table.words == Words{"row 1", "row 2"});
}

TEST_CASE("projector: vectors with their metadata beside, whichever is opened", "[model][vectors]") {
    const test::VectorFiles files;
    files.write("run.metadata.tsv", "size\tword\tcategory\n1.5\tcat\tanimal\n\tJapan\t\n");
    const VectorTable table = files.read_bytes("run.tsv", "1\t2\n3\t4\n");
    CHECK(table.words == Words{"cat", "Japan"});
    CHECK(table.categories == Words{"animal", ""});
    REQUIRE(column(table, "size") != nullptr);
    CHECK(column(table, "size")->values == Words{"1.5", ""});
    CHECK(files.read("run.metadata.tsv").words == Words{"cat", "Japan"});
}

TEST_CASE("projector: a header is there only where there is more than one column", "[model][vectors]") {
    const test::VectorFiles files;
    files.write("metadata.tsv", "word\ncat\n");
    CHECK(files.read_bytes("vectors.tsv", "1\t2\n3\t4\n").words == Words{"word", "cat"});
    files.write("metadata.tsv", "cat\tx\ndog\ty\n");
    CHECK(files.refusal("vectors.tsv", "1\t2\n3\t4\n")
              .starts_with("metadata.tsv: has 1 lines under its header for 2 vectors"));
    files.write("metadata.tsv", "word\tx\ncat\ndog\ty\n");
    CHECK(files.refusal("vectors.tsv", "1\t2\n3\t4\n") ==
          "metadata.tsv, line 2: has 1 fields, not 2 (as many tabs in each line)");
}

TEST_CASE("projector: a first cell that is no number is the label; without one rows are numbered",
          "[model][vectors]") {
    const test::VectorFiles files;
    CHECK(files.read_bytes("a.tsv", "cat\t1\t2\nhot dog\t3\t4\n").words == Words{"cat", "hot dog"});
    CHECK(files.read_bytes("b.tsv", "1\t2\n3\t4\n").words == Words{"row 1", "row 2"});
}

TEST_CASE("projector_config.pbtxt: text vectors, raw ones, and one of several", "[model][vectors]") {
    const test::VectorFiles files;
    files.write("m.tsv", "cat\ndog\n");
    files.write("v.tsv", "1\t2\n3\t4\n");
    files.write("v.bytes", floats({5, 6, 7, 8, 9, 10}));
    const std::string config =
        "# two\nembeddings {\n  tensor_name: \"one\"\n  tensor_path: \"v.tsv\"\n  metadata_path: 'm.tsv'\n"
        "  sprite { image_path: \"x:y\" single_image_dim: 8 }\n}\n"
        "embeddings { tensor_name: \"two\" tensor_path: \"v.bytes\" tensor_shape: 3 tensor_shape: 2 }\n";
    const VectorTable one = files.read_bytes("projector_config.pbtxt", config);
    CHECK(one.words == Words{"cat", "dog"});
    CHECK((*one.vectors)(1, 1) == 4.0F);
    const VectorTable two = files.read("projector_config.pbtxt", "two");
    CHECK(two.vectors->rows() == 3);
    CHECK((*two.vectors)(2, 1) == 10.0F);
    CHECK(
        files.refusal("projector_config.pbtxt", config, "three").find("has no \"three\" (it has one, two)") !=
        std::string::npos);
    CHECK(files.refusal("projector_config.pbtxt", "embeddings {\n tensor_path \"x\" }")
              .find(", line 2: has no :") != std::string::npos);
    CHECK(files.refusal("projector_config.pbtxt",
                        "embeddings { tensor_path: \"v.bytes\" tensor_shape: 4 tensor_shape: 2 }") ==
          "v.bytes: has 24 bytes, and the shape in the config wants 32 (get the whole file)");
}
