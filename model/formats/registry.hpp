// SPDX-License-Identifier: MIT
// Every kind of file this program knows: what opens a file, --export and --help ask this one list.
#pragma once

#include "model/formats/format.hpp"

#include <span>
#include <string>

namespace wordfield::inline train {
struct Moment;
} // namespace wordfield::inline train

namespace wordfield::inline formats {

std::span<const Format* const> file_formats();

/// What a path is by its name alone: ".gz" is looked through; what has no known ending is a plain text, as
/// are built-in corpora and standard input.
const Format& format_of_name(const std::filesystem::path& path);
/// The same of a file that is there: how it begins counts more than its name. Throws Error, which lists what
/// can be opened, for one that is none of it.
const Format& format_of_file(const std::filesystem::path& path);

/// Reads whatever it is: how files are opened everywhere. Throws Error as format_of_file() and its reader do.
Artifact open_artifact(const std::filesystem::path& path, const ReadRequest& request);
/// What --corpus names. Throws Error where it holds something else.
std::shared_ptr<const Corpus> open_corpus(const CorpusRequest& request, LoadProgress* progress = nullptr);
/// What --resume names. Throws Error where it holds something else.
std::shared_ptr<const RunFile> open_run(const std::filesystem::path& path);

/// What --vectors names: a file that is told to hold vectors, so that a text is read as lines of words and
/// numbers, whatever it looks like; of a checkpoint the words' own vectors. Throws Error where it holds none.
VectorTable open_vectors(const std::filesystem::path& path, const ReadRequest& request);

/// The same as what a model is shown with.
std::shared_ptr<const Corpus> open_vector_corpus(const std::filesystem::path& path,
                                                 const ReadRequest& request);

/// The one that writes vectors to such a path, by its ending. Throws Error that lists those there are.
const Format& exporter_for(const std::filesystem::path& path);
/// ".tsv (TensorBoard projector), .vec (word2vec text)": of those that write vectors.
std::string exporters();
/// "checkpoint, grammar, plain text": of those that can be opened.
std::string readable_formats();
/// "word2vec text, ...": of those that vectors are read from.
std::string readable_vectors();

/// The words of a model and their vectors, to be written.
VectorTable vector_table(const Moment& moment);

} // namespace wordfield::inline formats
