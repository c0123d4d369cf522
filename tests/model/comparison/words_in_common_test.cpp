// SPDX-License-Identifier: MIT
#include "model/comparison/words_in_common.hpp"

#include "tests/support/catch.hpp"

#include <initializer_list>
#include <string>
#include <utility>

using namespace wordfield;

namespace {

Vocabulary of_file(std::initializer_list<std::pair<const char*, int>> words) {
    Vocabulary vocabulary = Vocabulary::bare(Tokens::Cased);
    for (const auto& [word, count] : words) vocabulary.add(word, count);
    return vocabulary;
}

Vocabulary of_text(std::initializer_list<std::pair<const char*, int>> words) {
    Vocabulary vocabulary; // with <unk> and <eos>
    for (const auto& [word, count] : words) vocabulary.add(word, count);
    return vocabulary;
}

using Pairs = std::vector<std::string>;

Pairs pairs_of(const Vocabulary& a, const Vocabulary& b) {
    const WordsInCommon common = words_in_common(a, b);
    Pairs pairs;
    for (std::size_t i = 0; i < common.size(); ++i)
        pairs.push_back(a.word(common.a[i]) + "=" + b.word(common.b[i]) + ":" +
                        std::to_string(common.counts[i]));
    return pairs;
}

} // namespace

TEST_CASE("words in common: spelled alike comes before another spelling", "[comparison]") {
    const Vocabulary a = of_file({{"Apple", 0}, {"apple", 0}, {"Berlin", 0}, {"only", 0}});
    const Vocabulary b = of_file({{"apple", 0}, {"berlin", 0}, {"other", 0}});
    CHECK(pairs_of(a, b) == Pairs{"apple=apple:0", "Berlin=berlin:0"});
    // Neither side is the first: the pairs are the same the other way round.
    CHECK(pairs_of(b, a) == Pairs{"apple=apple:0", "berlin=Berlin:0"});
}

TEST_CASE("words in common: each word has one partner at most", "[comparison]") {
    const Vocabulary a = of_file({{"PARIS", 0}, {"Paris", 0}});
    CHECK(pairs_of(a, of_file({{"paris", 0}})) == Pairs{"PARIS=paris:0"});
    CHECK(pairs_of(of_file({{"paris", 0}}), a) == Pairs{"paris=PARIS:0"});
}

TEST_CASE("words in common: the rarer count decides, and one that nobody knows does not", "[comparison]") {
    const Vocabulary text = of_text({{"dog", 70}, {"cat", 9}, {"sun", 3}});
    const Vocabulary file = of_file({{"sun", 0}, {"cat", 30}, {"dog", 40}, {"<unk>", 8}, {"<eos>", 8}});
    CHECK(pairs_of(text, file) == Pairs{"dog=dog:40", "cat=cat:9", "sun=sun:3"});
    CHECK(pairs_of(file, text) == Pairs{"sun=sun:3", "cat=cat:9", "dog=dog:40"});
    CHECK(pairs_of(text, of_file({{"nothing", 1}})).empty());
}
