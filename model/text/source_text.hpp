// SPDX-License-Identifier: MIT
// The bytes that a corpus is made from, wherever they come from: a file, the program itself, or a copy that
// was kept with a run.
#pragma once

#include "model/text/corpus_source.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

namespace wordfield::inline text {

struct SourceText {
    std::string path;      ///< as in SourceFile
    std::string name;      ///< for messages: of a built-in corpus, or the file's
    bool grammar = false;  ///< and not a text
    std::string_view text; ///< looks into what `keeper` keeps
    std::string sha256;    ///< empty while nobody has asked for it
    std::shared_ptr<const void> keeper;
};

/// What a text is called that was typed or pasted into the window: there is no file of it.
constexpr const char* pasted_text = "pasted text";

/// Whether a source is the name of a corpus that is compiled in. Such a name counts more than a file's.
bool is_builtin_corpus(const std::string& name);

// All of these give up, with an Error, when `cancel` (or null) becomes true while a pipe is read.

/// A built-in corpus by its name, else a file. Throws Error when there is neither.
SourceText open_source(const std::string& source, const std::atomic<bool>* cancel);
/// A text that was typed or pasted, under a name of its own.
SourceText typed_source(std::string name, std::shared_ptr<const std::string> text);
/// A file of labels or analogies. Throws Error when it is no readable file.
SourceText open_list(const std::filesystem::path& path, const std::atomic<bool>* cancel);
/// The source as it was when `file` was noted. `what` it is, and where it was found if not at its path, goes
/// into `note`, which is else left alone. Throws Error when it has changed or gone and there is no copy.
SourceText find_again(const SourceFile& file, const std::filesystem::path& folder, bool is_text,
                      std::string& note, const std::atomic<bool>* cancel);

/// What was kept of it, which must be there.
SourceText copy_of(const SourceFile& file);
/// Its description, with a copy where it is small.
SourceFile described(SourceText& source);

} // namespace wordfield::inline text
